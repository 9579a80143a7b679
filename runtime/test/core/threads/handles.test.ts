import { compileMachine, Program } from "../support/machine";
import { filled, TestChain } from "../support/test-chain";
import { resultTag } from "../support/raw-contract";
import { HandleMint } from "../../../src/threads/handle";

let chain: TestChain;
let wasm: Uint8Array;

beforeAll(async () => {
  wasm = await compileMachine();
});

beforeEach(() => {
  chain = new TestChain();
  chain.add(wasm, false);
  chain.add(wasm, false);
});

const nothing = (): void => {};
const codeOf = (program: Program): { code: number; message: string } => {
  const { code, failure } = chain.send(program.bytes()).receipt;
  return { code, message: failure?.message ?? "" };
};

describe("a handle", () => {
  test.each<[string, bigint]>([
    ["zero", 0n],
    ["a ticket alone", 1n],
    ["all bits", 0xffff_ffff_ffff_ffffn],
    ["any number", 0x1234_5678_9abc_def0n],
  ])("H-2: that is %s was never one", (_, handle) => {
    expect(codeOf(new Program().spawn(nothing).setRegister(9, handle).join(9))).toMatchObject({ code: 5010 });
  });

  test("whose ticket was never taken is forged", () => {
    const transactionId = chain.request(new Uint8Array(0)).context.transactionId;
    const next = Buffer.from(transactionId);
    next.writeUInt32BE(next.readUInt32BE(28) + 1, 28);
    const handle = new HandleMint(new Uint8Array(next)).make(2, 1);
    expect(codeOf(new Program().spawn(nothing).setRegister(9, handle).join(9))).toMatchObject({ code: 5010 });
  });

  test("H-2: is joined once", () => {
    const { code, message } = codeOf(new Program().spawn(nothing).join(0).join(0));
    expect(code).toBe(5011);
    expect(message).toContain("Thread 1 (run, raw.ts:1:1) has already been joined.");
    expect(message).not.toContain("generation");
  });

  test("H-2: expires with its generation", () => {
    const { code, message } = codeOf(new Program().spawn(nothing).join(0).spawn(nothing).join(0));
    expect(code).toBe(5011);
    expect(message).toContain("Its generation 1 is over.");
  });

  test("H-2: of another transaction is foreign", () => {
    const first = chain.send(new Program().spawn(nothing).showRegister(0).join(0).bytes());
    const handle = Buffer.from(first.receipt.data).readBigUInt64LE();
    const { code, message } = codeOf(new Program().spawn(nothing).setRegister(9, handle).join(9));
    expect(code).toBe(5012);
    expect(message).toContain("another transaction");
  });

  test("H-2, H-3: of another frame is foreign, for the callee and for the caller", () => {
    const inner = new Program().setRegister(0, 0n).join(0).bytes();
    const program = new Program();
    const calldata = program.put(inner);
    // The two last words of the callee's first command are the number it puts in the register.
    program.spawn(nothing).saveRegister(calldata + 12, 0);
    const text = program.room(200);
    program.callAt(program.put(filled(0xa1)), calldata, inner.length, 5).showRegister(5);
    const { receipt } = chain.send(program.callResult(0, 200, text).output(text, 200).join(0).bytes());
    expect(receipt.code).toBe(0);
    expect(receipt.data[0]).toBe(1);
    expect(Buffer.from(receipt.data).toString("utf8")).toContain("belongs to another call or transaction");
    expect(Buffer.from(receipt.data).toString("utf8")).toContain("It is thread 1 (run, raw.ts:1:1).");
  });

  test("H-2: of a frame that has ended is foreign, also to another call of the same contract", () => {
    // The callee joins its thread and returns the handle; the next call gets it.
    const first = new Program().spawn(nothing).join(0).showRegister(0);
    const second = new Program().setRegister(0, 0n).join(0).bytes();
    const program = new Program();
    const calldata = program.put(second);
    const text = program.room(200);
    program.call(filled(0xa0), first.bytes(), 5).callResult(0, 8, calldata + 12);
    program.callAt(program.put(filled(0xa0)), calldata, second.length, 6).showRegister(6);
    const { receipt } = chain.send(program.callResult(0, 200, text).output(text, 200).bytes());
    expect(receipt.failure).toBeNull();
    expect(receipt.data[0]).toBe(1);
    expect(Buffer.from(receipt.data).toString("utf8")).toContain("belongs to another call or transaction");
    expect(Buffer.from(receipt.data).toString("utf8")).toContain("It is thread 1 (run, raw.ts:1:1).");
  });

  test("H-2: with one bit changed is forged, or of another transaction, and never joins", () => {
    const codes = Array.from({ length: 64 }, (_, bit) => {
      const { transactionId } = chain.request(new Uint8Array(0)).context;
      const next = Buffer.from(transactionId);
      next.writeUInt32BE(next.readUInt32BE(28) + 1, 28);
      const handle = new HandleMint(new Uint8Array(next)).make(1, 1) ^ (1n << BigInt(bit));
      return codeOf(new Program().spawn(nothing).setRegister(9, handle).join(9)).code;
    });
    // The upper twelve bits are the transaction's mark; a mark of twelve bits can be met by chance.
    expect(new Set(codes)).toEqual(new Set([5010, 5012]));
    expect(new Set(codes.slice(52))).toEqual(new Set([5012]));
    expect(codes.slice(0, 52).filter((code) => code === 5010).length).toBeGreaterThan(48);
  });

  test("H-2, H-5: of a sibling is of no use in a thread", () => {
    const program = new Program().spawn(nothing).spawn((thread) => thread.join(0));
    const { receipt } = chain.send(program.join(1, 2).join(0).bytes());
    expect(receipt.failure).toBeNull();
    expect(receipt.threads[1]).toMatchObject({ code: 2008 });
  });

  test("H-7: is joined as the type it was spawned for", () => {
    const { code, message } = codeOf(new Program().spawn(nothing).join(0, 0, resultTag("u64")));
    expect(code).toBe(2007);
    expect(message).toBe(`This joins a thread of 'u32' as 'type 0x${resultTag("u64").toString(16).padStart(8, "0")}'.`);
  });

  test("is joined in one of three forms", () =>
    expect(codeOf(new Program().spawn(nothing).join(0, 3)).code).toBe(5015));
});

describe("a spawn", () => {
  test.each<[string, Parameters<Program["spawn"]>[1]]>([
    ["an entry that is not in the manifest", { entry: 77 }],
    ["a result type that is not the entry's", { tag: resultTag("u64") }],
    ["no gas at all", { gas: 0n }],
    ["slots outside memory", { slotsOffset: 65_000, slotCount: 1_000 }],
    ["regions outside memory", { regionCount: 0x8000_0001 }],
  ])("G-16: with %s is refused", (_, options) => {
    expect(codeOf(new Program().spawn(nothing, options))).toMatchObject({ code: 5015 });
  });

  test.each<[string, readonly (readonly [number, number])[], number]>([
    ["empty", [[0, 0]], 4010],
    ["outside memory", [[60_000, 20_000]], 4010],
    ["past the end of numbers", [[8, 0xffff_fff8]], 4010],
    ["twice the same", [[0, 8], [0, 8]], 4008], // prettier-ignore
    ["overlapping by a byte", [[0, 9], [8, 8]], 4008], // prettier-ignore
  ])("with a region that is %s is refused", (_, regions, code) => {
    expect(codeOf(new Program().spawn(nothing, { regions }))).toMatchObject({ code });
  });

  test("S-15: with an empty list of slots is a read-only thread", () => {
    const program = new Program()
      .spawn((thread) => thread.store(filled(1), filled(2)), { slots: [] })
      .join(0, 2)
      .resultCode();
    const { receipt } = chain.send(program.bytes());
    expect(Buffer.from(receipt.data).readBigUInt64LE()).toBe(3003n);
  });

  test("G-15: that is refused leaves no trace but its charge", () => {
    const key = filled(1);
    const inner = new Program().spawn(nothing, { slots: [key, key] }).bytes();
    const program = new Program().call(filled(0xa0), inner, 5).showRegister(5);
    program.spawn((thread) => thread.store(key, filled(2)), { slots: [key] }).join(0);
    const { receipt } = chain.send(program.bytes());
    expect(receipt.code).toBe(0);
    expect(receipt.data[0]).toBe(1);
    expect(receipt.threads.map(({ ticket, generation }) => [ticket, generation])).toEqual([[1, 1]]);
    expect(chain.slot(key)).toEqual(filled(2));
  });
});

describe("what a join leaves to fetch", () => {
  test("S-22: result, its length, and the committed keys in order", () => {
    const [low, high] = [filled(1), filled(2)];
    const program = new Program();
    const [result, key] = [program.put(Uint8Array.of(1, 2, 3, 4)), program.room(32)];
    program.spawn((thread) => thread.store(high, filled(3)).store(low, filled(4)).return(result, 4), {
      slots: [high, low],
    });
    program.join(0).resultLength().resultCode().committed(0, key).output(key, 32).committed(1, key).committed(2, key);
    const { data } = chain.send(program.bytes()).receipt;
    const words = new BigUint64Array(data.slice().buffer);
    expect([...words.slice(0, 3)]).toEqual([4n, 0n, 1n]);
    expect(data.slice(24, 56)).toEqual(low);
    expect([...words.slice(7)]).toEqual([1n, 0n]);
  });

  test("nothing before the first join", () => {
    const { data } = chain.send(new Program().resultLength().resultCode().committed(0, 0).bytes()).receipt;
    expect(new Set(data)).toEqual(new Set([0]));
  });
});
