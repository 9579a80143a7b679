import { createHash } from "node:crypto";
import { encodeEnvironment } from "../../../src/frame/environment";
import { decodeRevert, encodeRevert } from "../../../src/frame/revert-data";
import { NO_OFFSET, Status } from "../../../src/threads/backend";
import { compileMachine, Program } from "../support/machine";
import { filled, TestChain } from "../support/test-chain";

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

const send = (program: Program, options = {}) => chain.send(program.bytes(), options).receipt;
const key = filled(1);

describe("traps of the code itself", () => {
  test.each<[string, Program, number, bigint | undefined]>([
    ["unreachable", new Program().unreachable(), 5003, undefined],
    ["division by zero", new Program().divide(1, 0), 5004, undefined],
    ["a load outside memory", new Program().peek(0x7fff_fff0), 5005, undefined],
    ["an indirect call to nothing", new Program().callIndirect(99), 5006, undefined],
    ["an indirect call of another type", new Program().callIndirect(1), 5006, undefined],
    ["recursion without end", new Program().recurse(1_000_000), 5007, undefined],
  ])("%s", (_, program, code) => {
    const receipt = send(program);
    expect(receipt).toMatchObject({ status: Status.trapped, code });
    expect(receipt.failure!.offset).toBeLessThan(wasm.length);
    expect(receipt.failure!.message).not.toContain("wasm-function");
    expect(decodeRevert(receipt.data)).toBe(receipt.failure!.message);
  });

  test("out of gas uses everything", () => {
    expect(send(new Program().burn(1_000_000), { gasLimit: 50_000n })).toMatchObject({
      status: Status.outOfGas,
      code: 5001,
      gasUsed: 50_000n,
    });
  });

  test("another trap uses what was used", () => {
    const { gasUsed } = send(new Program().unreachable());
    expect(gasUsed).toBeGreaterThan(0n);
    expect(gasUsed).toBeLessThan(50_000n);
  });
});

describe("exit", () => {
  test("with status 0 returns data", () => {
    expect(send(new Program().exit(0, Uint8Array.of(1, 2)))).toMatchObject({ status: 0, data: Uint8Array.of(1, 2) });
  });

  test("with another status reverts with its text", () => {
    const receipt = send(new Program().store(key, filled(2)).exit(7, encodeRevert("no money")));
    expect(receipt).toMatchObject({ status: Status.reverted, code: 5002, changes: [] });
    expect(receipt.failure).toMatchObject({ message: "no money", functionIndex: NO_OFFSET, offset: NO_OFFSET });
    expect(chain.slot(key)).toEqual(filled(0));
  });

  test("without a text says its status", () => {
    expect(send(new Program().exit(7, new Uint8Array(0))).failure!.message).toBe("exit 7");
  });
});

describe("context", () => {
  test("the environment buffer is that of the call, with zeros past its end", () => {
    const program = new Program();
    const room = program.put(new Uint8Array(400).fill(0xff));
    const request = chain.request(program.environment(0, 400, room).output(room, 400).bytes());
    const { receipt } = chain.run(request);
    const context = {
      transaction: request.context,
      caller: request.sender,
      calldata: request.calldata,
      readOnly: false,
    };
    const expected = Buffer.alloc(400);
    expected.set(encodeEnvironment(context, filled(0xa0), filled(0xdd)));
    expect(Buffer.from(receipt.data)).toEqual(expected);
  });

  test("the environment buffer has every field in its place", () => {
    const transaction = {
      block: {
        hash: filled(1),
        number: 2n,
        medianTime: 3n,
        chainId: filled(9),
        protocolId: filled(10),
        consensusFlags: 12n,
      },
      transactionId: filled(4),
      transactionHash: filled(5),
      origin: filled(8),
      originTweakedKey: filled(11),
    };
    const context = { transaction, caller: filled(7), calldata: new Uint8Array(0), readOnly: false };
    const buffer = Buffer.from(encodeEnvironment(context, filled(6), filled(0xdd)));
    const cells = [0, 48, 80, 112, 144, 176, 208, 240, 272, 304].map((at) => buffer.subarray(at, at + 32));
    const expected = [1, 4, 5, 6, 0xdd, 7, 8, 9, 10, 11].map((byte) => Buffer.from(filled(byte)));
    expect(cells).toEqual(expected);
    expect([32, 40, 336].map((at) => buffer.readBigUInt64BE(at))).toEqual([2n, 3n, 12n]);
    expect(buffer).toHaveLength(344);
  });

  test("X-8: a thread sees its parent's context and calldata, and that it is a thread", () => {
    const program = new Program();
    const [mine, its] = [program.room(344), program.room(344 + 8)];
    program.environment(0, 344, mine);
    program
      .spawn((thread) =>
        thread
          .environment(0, 344, its)
          .calldata(0, 8, its + 344)
          .return(its, 352),
      )
      .join(0);
    const receipt = send(program.result(352).output(mine, 344).context());
    const bytes = Buffer.from(receipt.data);
    expect(bytes.subarray(0, 344)).toEqual(bytes.subarray(352, 352 + 344));
    expect(bytes.subarray(344, 352)).toEqual(Buffer.from(program.bytes().slice(0, 8)));
    expect(bytes[352 + 344]).toBe(0);
  });

  test("sha256", () => {
    const program = new Program();
    const [from, to] = [program.put(Uint8Array.of(1, 2, 3)), program.room(32)];
    const { data } = send(program.sha256(from, 3, to).output(to, 32));
    expect(Buffer.from(data)).toEqual(
      createHash("sha256")
        .update(Uint8Array.of(1, 2, 3))
        .digest(),
    );
  });

  test.each<[string, Program]>([
    ["environment", new Program().environment(0, 32, 70_000)],
    ["a length of 4 GiB", new Program().environment(0, 0xffff_ffff, 0)],
    ["calldata", new Program().calldata(0, 70_000, 0)],
    ["sha256", new Program().sha256(0, 70_000, 0)],
    ["exit", new Program().exitRaw(0, 65_000, 10_000)],
    ["emit", new Program().emitAt(65_000, 10_000)],
  ])("%s outside memory is refused", (_, program) => {
    expect(send(program)).toMatchObject({ status: Status.trapped, code: 5015 });
  });
});

describe("the state diff", () => {
  test("is sorted by contract and key, whatever the order of the writes", () => {
    const inner = new Program().store(filled(2), key).store(filled(1), key).bytes();
    const program = new Program().store(filled(9), key).call(filled(0xa1), inner).store(filled(3), key);
    const { changes } = send(program);
    const order = changes.map((change) => [change.contract[0], change.key[0]]);
    expect(order).toEqual([[0xa0, 3], [0xa0, 9], [0xa1, 1], [0xa1, 2]]); // prettier-ignore
    expect(changes[0]).toMatchObject({ before: filled(0), after: key });
  });

  test("does not list a slot that ends as it began", () => {
    chain.set(key, filled(5));
    const receipt = send(new Program().store(key, filled(6)).store(filled(2), key).store(key, filled(5)));
    expect(receipt.changes.map((change) => change.key)).toEqual([filled(2)]);
    expect(send(new Program().store(filled(3), key).store(filled(3), filled(0))).changes).toEqual([]);
  });

  test("lists a deleted slot as zero", () => {
    chain.set(key, filled(5));
    expect(send(new Program().store(key, filled(0))).changes).toMatchObject([{ before: filled(5), after: filled(0) }]);
    expect(chain.state.count).toBe(0);
  });
});

describe("calls", () => {
  test("return data, its length, and events in order", () => {
    const name = (letter: string): Uint8Array => Uint8Array.of(0, 0, 0, 1, letter.charCodeAt(0), 0, 0, 0, 0);
    const inner = new Program()
      .emit(name("b"))
      .exit(0, Uint8Array.of(5, 6, 7))
      .bytes();
    const program = new Program().emit(name("a")).call(filled(0xa1), inner, 5).callLength();
    const into = program.room(8);
    const receipt = send(program.callResult(1, 5, into).output(into, 5).emit(name("c")));
    expect(receipt.events.map((event) => event.name).join("")).toBe("abc");
    expect(receipt.events[1]!.contract).toEqual(filled(0xa1));
    expect([...receipt.data]).toEqual([3, 0, 0, 0, 0, 0, 0, 0, 6, 7, 0, 0, 0]);
  });

  test("a failed callee takes back its writes and events, with all below it", () => {
    const deepest = new Program().store(key, filled(3)).bytes();
    const inner = new Program().call(filled(0xa0), deepest, 5).store(key, filled(4)).exit(2, new Uint8Array(0)).bytes();
    const receipt = send(new Program().store(filled(9), filled(1)).call(filled(0xa1), inner, 5).showRegister(5));
    expect(receipt.data[0]).toBe(2);
    expect(receipt.changes.map((change) => change.key)).toEqual([filled(9)]);
  });

  test("the callee's caller is the calling contract, its origin the transaction's", () => {
    const inner = new Program();
    const into = inner.room(64);
    inner.environment(176, 64, into).output(into, 64);
    const program = new Program();
    const answer = program.room(64);
    program.call(filled(0xa1), inner.bytes(), 5).callResult(0, 64, answer).output(answer, 64);
    const { data } = send(program, { sender: filled(0x77) });
    expect(Buffer.from(data)).toEqual(Buffer.concat([filled(0xa0), filled(0xee)]));
  });

  test("an unknown contract is a failed call", () => {
    const receipt = send(new Program().call(filled(0x55), new Uint8Array(0), 5).showRegister(5));
    expect(receipt.data[0]).toBe(1);
  });

  test("the callee pays from the caller's gas, and a callee out of gas leaves none", () => {
    const inner = new Program().burn(10_000_000).bytes();
    const receipt = send(new Program().call(filled(0xa1), inner, 5).showRegister(5), { gasLimit: 300_000n });
    expect(receipt).toMatchObject({ status: Status.outOfGas, gasUsed: 300_000n });
  });

  test("nested frames share one stack", () => {
    const deep = (depth: number): Uint8Array => new Program().recurse(depth).bytes();
    let depth = 1;
    while (send(new Program().recurse(depth * 2)).code === 0) depth *= 2;
    // Half of what fits alone also fits below another frame; the same depth plus the frame's own does not.
    const below = (rounds: number): number =>
      send(new Program().call(filled(0xa1), deep(rounds), 5).showRegister(5)).data[0]!;
    expect(below(Math.floor(depth / 2))).toBe(0);
    let exact = depth;
    while (send(new Program().recurse(exact + 1)).code === 0) exact++;
    expect(below(exact)).toBe(1);
  });

  test("a thread has the stack that is left to the frame that spawned it", () => {
    const spawn = (depth: number): Program =>
      new Program()
        .spawn((thread) => thread.recurse(depth))
        .join(0, 2)
        .resultCode();
    const code = (program: Program): bigint => Buffer.from(send(program).data).readBigUInt64LE();
    let depth = 1;
    while (code(spawn(depth * 2)) === 0n) depth *= 2;
    for (let step = depth / 2; step >= 1; step /= 2) if (code(spawn(depth + step)) === 0n) depth += step;
    expect(code(spawn(depth))).toBe(0n);
    expect(code(spawn(depth + 1))).toBe(5007n);
    const program = new Program();
    const into = program.room(8);
    program.call(filled(0xa1), spawn(depth).bytes()).callResult(0, 8, into).output(into, 8);
    expect(code(program)).toBe(5007n);
  });

  test("nested frames share 64 MiB", () => {
    const grow = (pages: number): Uint8Array => new Program().grow(pages).bytes();
    const program = (own: number, inner: number): Program => {
      const made = new Program();
      const into = made.room(8);
      return made.grow(own).call(filled(0xa1), grow(inner), 5).callResult(0, 8, into).output(into, 8);
    };
    const grown = (own: number, inner: number): bigint => Buffer.from(send(program(own, inner)).data).readBigInt64LE(8);
    expect(grown(500, 522)).toBe(1n);
    expect(grown(500, 523)).toBe(-1n);
    expect(send(new Program().grow(1_023).call(filled(0xa1), grow(0), 5).showRegister(5)).data[8]).toBe(1);
  });
});

describe("views", () => {
  test.each<[string, Program]>([
    ["store", new Program().store(key, filled(1))],
    ["emit", new Program().emit(Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0))],
    ["reserve", new Program().spawn(() => {}, { slots: [key] }).join(0)],
  ])("cannot %s", (_, program) => {
    expect(send(program, { readOnly: true }).code).toBe(5019);
  });

  test("cannot store below a call", () => {
    const program = new Program().call(filled(0xa1), new Program().store(key, key).bytes(), 5).showRegister(5);
    expect(send(program, { readOnly: true }).data[0]).toBe(1);
    expect(send(program).data[0]).toBe(0);
  });

  test("S-23: may spawn threads that only read", () => {
    expect(send(new Program().spawn(() => {}).join(0), { readOnly: true }).code).toBe(0);
  });
});

describe("nothing of a run is visible to the next", () => {
  test("memory, grown memory and globals", () => {
    const program = new Program();
    // Poison in main's and the thread's memory, grown and not, and in a global.
    program
      .burn(77)
      .grow(3)
      .spawn((thread) => thread.burn(55).grow(2).setRegister(7, 0xffn).saveRegister(30_000, 7));
    program.setRegister(7, 0xffn).saveRegister(39_000, 7).join(0);
    for (let i = 0; i < 3; i++) expect(send(program).code).toBe(0);
    const clean = new Program();
    clean.output(30_000, 3_000).output(39_000, 8);
    expect(new Set(send(clean).data)).toEqual(new Set([0]));
    const fresh = send(new Program().spawn((thread) => thread.output(0, 0)).join(0)).gasUsed;
    const alone = new TestChain();
    alone.add(wasm, false);
    expect(
      alone.send(
        new Program()
          .spawn((thread) => thread.output(0, 0))
          .join(0)
          .bytes(),
      ).receipt.gasUsed,
    ).toBe(fresh);
  });

  test("a reused memory is zero, whatever was in it", () => {
    const memory = chain.memories.take(1, true);
    new Uint8Array(memory.buffer).fill(0xaa);
    chain.memories.give(memory);
    expect(chain.memories.take(1, true)).toBe(memory);
    expect(new Set(new Uint8Array(memory.buffer))).toEqual(new Set([0]));
  });
});
