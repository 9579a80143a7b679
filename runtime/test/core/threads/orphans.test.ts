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
  chain.add(wasm, false);
  chain.add(wasm, false);
});

const [key, other] = [filled(1), filled(2)];
const write = (thread: Program): Program => thread.store(key, filled(7));

test("F-5: a frame that ends with an unjoined thread reverts", () => {
  const { receipt } = chain.send(
    new Program()
      .store(other, filled(3))
      .spawn(write, { slots: [key] })
      .bytes(),
  );
  expect(receipt).toMatchObject({ status: Status.reverted, code: 5009, changes: [] });
  expect(receipt.failure!.message).toBe("The call ended with 1 unjoined threads.");
  expect(receipt.threads.map(({ end, code, writes }) => ({ end, code, writes }))).toEqual([
    { end: "cancelled", code: 5009, writes: [] },
  ]);
  expect(chain.slot(other)).toEqual(filled(0));
});

test("F-6: what its joined threads committed is taken back", () => {
  const program = new Program().spawn(write, { slots: [key] }).spawn(() => {});
  const { receipt } = chain.send(program.join(0).bytes());
  expect(receipt.code).toBe(5009);
  expect(receipt.threads.map(({ end }) => end)).toEqual(["joined", "cancelled"]);
  expect(receipt.conflicts).toEqual([]);
  expect(chain.slot(key)).toEqual(filled(0));
});

describe("a callee that leaves a thread unjoined", () => {
  const inner = (): Program => new Program().store(other, filled(3)).spawn(write, { slots: [key] });

  test("F-5: is a failed call for its caller, which goes on", () => {
    const program = new Program();
    const text = program.room(100);
    program.call(filled(0xa1), inner().bytes(), 5).callResult(0, 100, text).showRegister(5).output(text, 100);
    const { receipt } = chain.send(program.store(key, filled(9)).bytes());
    expect(receipt.status).toBe(Status.success);
    expect(receipt.data[0]).toBe(1);
    expect(Buffer.from(receipt.data).toString("utf8")).toContain("The call ended with 1 unjoined threads.");
    expect(chain.slot(other, 1)).toEqual(filled(0));
    expect(chain.slot(key, 0)).toEqual(filled(9));
  });

  test("gives its slots back: the caller, re-entered, can reserve them", () => {
    const program = new Program()
      .call(filled(0xa0), inner().bytes(), 5)
      .spawn(write, { slots: [key] })
      .join(0);
    const { receipt } = chain.send(program.bytes());
    expect(receipt.status).toBe(Status.success);
    expect(receipt.threads.map(({ ticket, end }) => [ticket, end])).toEqual([
      [1, "cancelled"],
      [2, "joined"],
    ]);
    expect(chain.slot(key)).toEqual(filled(7));
  });

  test("keeps its budget: nobody gets it back", () => {
    const gas = (budget: bigint): bigint => {
      const callee = new Program().spawn(() => {}, { gas: budget }).bytes();
      return chain.send(new Program().call(filled(0xa1), callee, 5).bytes()).receipt.gasUsed;
    };
    expect(gas(3_000_000n) - gas(1_000_000n)).toBe(2_000_000n);
  });
});

describe("frames", () => {
  test("X-2: have generations of their own: a callee's snapshot is the live state", () => {
    const inner = new Program();
    const into = inner.room(32);
    inner
      .spawn((thread) => thread.load(key, into).return(into, 32))
      .join(0)
      .result(32);
    const program = new Program();
    const answer = program.room(32);
    program.spawn(() => {}).store(key, filled(4));
    program.call(filled(0xa0), inner.bytes(), 5).callResult(0, 32, answer).join(0).output(answer, 32);
    const { receipt } = chain.send(program.bytes());
    expect(receipt.failure).toBeNull();
    expect(receipt.data).toEqual(filled(4));
    expect(receipt.threads.map((row) => row.generation)).toEqual([1, 2]);
  });

  test("see in a later generation what an earlier one committed: that is no conflict", () => {
    const program = new Program().spawn(write, { slots: [key] }).join(0);
    const into = program.room(32);
    program
      .spawn((thread) => thread.load(key, into).return(into, 32))
      .join(1)
      .result(32);
    const { receipt } = chain.send(program.bytes());
    expect(receipt.data).toEqual(filled(7));
    expect(receipt.threads[1]!.reads).toHaveLength(1);
    expect(receipt.conflicts).toEqual([]);
  });

  test("X-3: protect reserved slots from every frame, by contract and key", () => {
    const store = new Program().store(key, filled(5)).bytes();
    const program = (callee: number): Program => {
      const made = new Program().spawn(write, { slots: [key] });
      return made.call(filled(callee), store, 5).join(0).showRegister(5);
    };
    const own = chain.send(program(0xa0).bytes()).receipt;
    expect([own.status, own.data[0]]).toEqual([Status.success, 1]);
    expect(chain.slot(key)).toEqual(filled(7));
    const another = chain.send(program(0xa1).bytes()).receipt;
    expect([another.status, another.data[0]]).toEqual([Status.success, 0]);
    expect(chain.slot(key, 1)).toEqual(filled(5));
  });

  test("X-3: protect them from a contract that comes back through another, and from what it calls", () => {
    const store = new Program().store(key, filled(5)).bytes();
    // 0xa0 holds the slot; 0xa1 is called by it and calls it back.
    const between = new Program();
    const text = between.room(300);
    between.call(filled(0xa0), store, 5).callResult(0, 300, text).showRegister(5).output(text, 300);
    const program = new Program().spawn(write, { slots: [key] });
    const answer = program.room(310);
    program.call(filled(0xa1), between.bytes(), 5).callResult(0, 310, answer).join(0).output(answer, 310);
    const { receipt } = chain.send(program.bytes());
    expect(receipt.failure).toBeNull();
    expect(Buffer.from(receipt.data).toString("utf8")).toMatch(/reserved by thread 1 .*nested call of/);
    expect(chain.slot(key)).toEqual(filled(7));
  });

  test("S-3: a write that a failed callee took back makes nothing stale", () => {
    const failing = new Program().store(key, filled(5)).exit(3, new Uint8Array(0)).bytes();
    const program = new Program();
    const into = program.room(32);
    program.spawn(() => {}).call(filled(0xa0), failing, 5);
    program
      .spawn((thread) => thread.load(key, into).return(into, 32))
      .join(1)
      .result(32)
      .join(0)
      .showRegister(5);
    const { receipt } = chain.send(program.bytes());
    expect(receipt.failure).toBeNull();
    expect(receipt.data.slice(0, 32)).toEqual(filled(0));
    expect(receipt.data[32]).toBe(3);
  });

  test("a write that a callee kept makes the slot stale for a later thread", () => {
    const program = new Program().spawn(() => {}).call(filled(0xa1), new Program().store(key, filled(5)).bytes(), 5);
    const inner = new Program().show(key).bytes();
    program.spawn((thread) => thread.call(filled(0xa1), inner, 6), { gas: 10_000_000n });
    const { receipt } = chain.send(program.join(1, 2).resultCode().join(0).bytes());
    expect(receipt.failure).toBeNull();
    // The call below the thread is the thread's end: it cannot go on and tell an old snapshot from a new one.
    expect(receipt.threads[1]).toMatchObject({ status: Status.trapped, code: 4005, reads: [] });
    expect(receipt.threads[1]!.message).toContain("It was written by the main execution");
  });
});
