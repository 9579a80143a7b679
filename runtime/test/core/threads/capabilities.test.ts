import { Status } from "../../../src/threads/backend";
import { compileMachine, Program } from "../support/machine";
import { filled, TestChain } from "../support/test-chain";

let chain: TestChain;
let wasm: Uint8Array;

beforeAll(async () => {
  wasm = await compileMachine();
});

beforeEach(() => {
  chain = new TestChain();
  // Every module here breaks the rules for threads, so the verifier must let it in.
  chain.add(wasm, false);
  chain.add(wasm, false);
});

const key = filled(1);
const event = new Uint8Array([0, 0, 0, 1, 65, 0, 0, 0, 0]);

/** How a thread with this body ends. */
function threadEnd(body: (program: Program) => void, slots?: Uint8Array[]): { status: number; code: number } {
  const program = new Program().spawn(body, slots ? { slots } : {}).join(0, 2);
  const { receipt } = chain.send(program.bytes());
  expect(receipt.status).toBe(Status.success);
  const [row] = receipt.threads;
  expect(row!.writes).toEqual([]);
  return { status: row!.status, code: row!.code };
}

describe("H-5: the body of a thread", () => {
  test.each<[string, (program: Program) => void, number]>([
    ["emits", (program) => program.emit(event), 3001],
    ["spawns", (program) => program.spawn(() => {}), 3002],
    ["writes without a reservation", (program) => program.store(key, filled(2)), 3003],
    ["deploys", (program) => program.deploy(), 3004],
    ["joins", (program) => program.join(0), 2008],
    ["asks for another thread's result", (program) => program.resultLength(), 2008],
  ])("%s", (_, body, code) => {
    expect(threadEnd(body)).toEqual({ status: Status.trapped, code });
  });

  test("writes another slot than its own", () => {
    expect(threadEnd((program) => program.store(filled(3), filled(2)), [key])).toEqual({ status: 3, code: 4001 });
  });

  test("returns its result twice", () => {
    expect(threadEnd((program) => program.return(0, 4).return(0, 4))).toEqual({ status: 3, code: 5015 });
  });

  test("F-8: leaves through exit, even with status 0", () => {
    expect(threadEnd((program) => program.exit(0, new Uint8Array(4)))).toEqual({ status: Status.reverted, code: 5002 });
  });
});

describe("X-1, X-5, X-6, X-12: a contract called by a thread", () => {
  const callee = filled(0xa1);

  /** Status of the call and the first bytes of its revert data's text. */
  function callEnd(inner: Program, slots?: Uint8Array[]): { status: bigint; text: string } {
    const calldata = inner.bytes();
    const result = new Uint8Array(8);
    const program = new Program();
    const into = program.room(8 + 400);
    program.spawn(
      (thread) => {
        thread
          .call(callee, calldata, 3)
          .saveRegister(into, 3)
          .callResult(0, 400, into + 8);
        thread.return(into, 408);
      },
      { gas: 50_000_000n, ...(slots ? { slots } : {}) },
    );
    program.join(0).result(408);
    const { receipt } = chain.send(program.bytes());
    expect(receipt.failure).toBeNull();
    result.set(receipt.data.subarray(0, 8));
    const text = Buffer.from(receipt.data.subarray(8 + 8))
      .toString("utf8")
      .replace(/\0+$/, "");
    return { status: Buffer.from(result).readBigUInt64LE(), text };
  }

  test.each<[string, () => Program, string]>([
    ["writes", () => new Program().store(key, filled(2)), "A read-only call cannot use 'store'."],
    ["emits", () => new Program().emit(event), "A read-only call cannot use 'emit'."],
    ["deploys", () => new Program().deploy(), "A read-only call cannot use 'deployFromAddress'."],
    ["spawns", () => new Program().spawn(() => {}), "A contract called by a thread tried to spawn."],
    ["joins", () => new Program().join(0), "A thread cannot join another thread."],
  ])("%s", (_, inner, message) => {
    const { status, text } = callEnd(inner());
    expect(status).toBe(1n);
    expect(text).toContain(message);
  });

  test("calls a third that writes: read-only holds for the whole tree", () => {
    const third = new Program().store(key, filled(2)).bytes();
    const inner = new Program().call(filled(0xa0), third, 5).showRegister(5).callResult(0, 0, 0).bytes();
    const program = new Program();
    const into = program.room(8);
    program.spawn((thread) => thread.call(callee, inner).callResult(0, 8, into).return(into, 8), { gas: 50_000_000n });
    const { receipt } = chain.send(program.join(0).result(8).bytes());
    expect(receipt.failure).toBeNull();
    expect(Buffer.from(receipt.data).readBigUInt64LE()).toBe(1n);
  });

  test("X-4: may read, and sees the thread's pending writes in its own contract", () => {
    chain.set(key, filled(9), 1);
    const inner = new Program().show(key).bytes();
    const program = new Program();
    const into = program.room(64);
    program.spawn(
      (thread) => {
        thread.store(key, filled(7));
        thread.call(callee, inner).callResult(0, 32, into);
        thread.call(filled(0xa0), inner).callResult(0, 32, into + 32);
        thread.return(into, 64);
      },
      { gas: 50_000_000n, slots: [key] },
    );
    program.join(0).result(64);
    const { receipt } = chain.send(program.bytes());
    expect(receipt.failure).toBeNull();
    expect(Buffer.from(receipt.data)).toEqual(Buffer.concat([filled(9), filled(7)]));
    expect(receipt.threads[0]!.reads).toEqual([{ contract: callee, key }]);
  });
});
