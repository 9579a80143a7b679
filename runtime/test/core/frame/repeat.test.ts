import { executeTransaction } from "../../../src/frame/execute";
import { MERGED_GAS_MAXIMUM } from "../../../src/meter/exact-module";
import { Status, type ThreadJob, type ThreadOutcome } from "../../../src/threads/backend";
import { EagerBackend } from "../../../src/threads/eager-backend";
import { compileMachine, Program } from "../support/machine";
import { filled, TestChain } from "../support/test-chain";

/** Writes down what the main execution asks for. */
class NotingBackend extends EagerBackend {
  readonly notes: string[] = [];

  override start(job: ThreadJob): void {
    this.notes.push(`start ${job.ticket}`);
    super.start(job);
  }

  override finish(ticket: number): ThreadOutcome {
    this.notes.push(`finish ${ticket}`);
    return super.finish(ticket);
  }

  override cancel(ticket: number): void {
    this.notes.push(`cancel ${ticket}`);
    super.cancel(ticket);
  }

  override end(): void {
    this.notes.push("end");
    super.end();
  }
}

let chain: TestChain;

beforeAll(async () => {
  const wasm = await compileMachine();
  chain = new TestChain();
  chain.add(wasm, false);
  chain.add(wasm, false);
});

/** The receipt, which must be the one that the unmerged meter alone gives, and what happened on the way. */
function run(program: Program, gasLimit = 1_000_000_000n) {
  const request = chain.request(program.bytes(), { gasLimit });
  const backend = new NotingBackend(chain);
  const { receipt } = executeTransaction(request, chain, backend);
  expect(chain.run(request).receipt).toEqual(receipt);
  return { receipt, notes: backend.notes };
}

const key = filled(1);
const work = (thread: Program): Program => thread.store(key, filled(7));
const callee = (build: (program: Program) => Program) => build(new Program()).bytes();

test("what completes runs once", () => {
  const { receipt, notes } = run(new Program().spawn(work, { slots: [key] }).join(0));
  expect(receipt.status).toBe(Status.success);
  expect(notes).toEqual(["start 1", "finish 1", "end"]);
});

test("a trap of the main execution runs the transaction again, and threads of the first run are cancelled", () => {
  const { receipt, notes } = run(new Program().spawn(work, { slots: [key] }).divide(1, 0));
  expect(receipt).toMatchObject({ status: Status.trapped, code: 5004, changes: [] });
  expect(receipt.threads).toHaveLength(1);
  expect(notes).toEqual(["start 1", "cancel 1", "end", "start 1", "cancel 1", "end"]);
});

test("a trap below a call that the caller survives does the same", () => {
  const trap = callee((program) => program.store(key, filled(5)).unreachable());
  const program = new Program().store(filled(9), filled(9)).spawn(work).call(filled(0xa1), trap, 5).showRegister(5);
  const { receipt, notes } = run(program.join(0, 2));
  expect(receipt.data[0]).toBe(1);
  expect(receipt.changes).toHaveLength(1);
  expect(notes).toEqual(["start 1", "cancel 1", "end", "start 1", "finish 1", "end"]);
});

test("a thread that traps is run again alone", () => {
  const { receipt, notes } = run(new Program().spawn((thread) => thread.divide(1, 0)).join(0, 2));
  expect(receipt.status).toBe(Status.success);
  expect(receipt.threads[0]).toMatchObject({ code: 5004 });
  expect(notes).toEqual(["start 1", "finish 1", "end"]);
});

test("what the host ends is not run again", () => {
  const { receipt, notes } = run(new Program().spawn(work).join(0, 2).exit(3, filled(1)));
  expect(receipt).toMatchObject({ status: Status.reverted });
  expect(notes).toEqual(["start 1", "finish 1", "end"]);
});

test("out of gas is told to the unit, and a unit more is enough", () => {
  const program = () =>
    new Program()
      .spawn(work, { slots: [key] })
      .join(0)
      .burn(1_000);
  const { gasUsed } = run(program()).receipt;
  expect(run(program(), gasUsed).receipt).toMatchObject({ status: Status.success, gasUsed });
  expect(run(program(), gasUsed - 1n).receipt).toMatchObject({ status: Status.outOfGas, gasUsed: gasUsed - 1n });
});

test("gas beyond what the merged meter can count is counted by the other", () => {
  const program = () => new Program().burn(10);
  const { gasUsed } = run(program()).receipt;
  for (const limit of [MERGED_GAS_MAXIMUM, MERGED_GAS_MAXIMUM + 1n, 2n ** 63n, 2n ** 64n - 1n]) {
    expect(run(program(), limit).receipt).toMatchObject({ status: Status.success, gasUsed });
  }
});
