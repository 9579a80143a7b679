import { executeTransaction } from "../../src/frame/execute";
import { CALL_DEPTH_MAXIMUM } from "../../src/limits";
import type { ThreadJob } from "../../src/threads/backend";
import { copyJob } from "../../src/threads/copy-job";
import { EagerBackend } from "../../src/threads/eager-backend";
import { runThread } from "../../src/threads/run-thread";
import { Program } from "../core/support/machine";
import type { TestChain } from "../core/support/test-chain";
import { filled } from "../core/support/test-chain";
import { machineChain, run } from "./support";

let chain: TestChain;

beforeEach(async () => {
  chain = await machineChain();
});

const rich = { gas: 500_000_000n };

test("X-7: a contract sees that it is called below a thread, and that it is not", () => {
  const ask = new Program().context().bytes();
  const program = new Program();
  const into = program.room(16);
  program.spawn((thread) => thread.call(filled(0xa1), ask).callResult(0, 8, into).return(into, 8), rich);
  program
    .call(filled(0xa1), ask)
    .callResult(0, 8, into + 8)
    .join(0)
    .result(8)
    .output(into + 8, 8);
  const words = new BigUint64Array(run(chain, program).data.slice().buffer);
  expect([...words]).toEqual([1n, 0n]);
});

test("X-9: calls of a thread that failed are counted all the same", () => {
  const callee = new Program().bytes();
  const code = (inThread: number, after: number): number => {
    const program = new Program();
    const [address, data] = [program.put(filled(0xa1)), program.put(callee)];
    const calls = (made: Program, count: number): void => {
      for (let i = 0; i < count; i++) made.callAt(address, data, callee.length);
    };
    program.spawn(
      (thread) => {
        calls(thread, inThread);
        thread.unreachable();
      },
      { gas: 5_000_000_000n },
    );
    calls(program.join(0, 2), after);
    return run(chain, program, { gasLimit: 100_000_000_000n }).code;
  };
  expect(code(1_000, 24)).toBe(0);
  expect(code(1_000, 25)).toBe(5017);
});

test("X-11: a thread has its parent frame's depth, and its calls count from there", () => {
  const jobs: ThreadJob[] = [];
  const backend = new EagerBackend(chain);
  const start = backend.start.bind(backend);
  backend.start = (job) => {
    jobs.push(copyJob(job));
    start(job);
  };
  const body = (thread: Program): Program => thread.call(filled(0xa1), new Program().bytes(), 5);
  const inner = new Program().spawn(body, rich).join(0);
  const program = new Program().call(filled(0xa1), inner.bytes()).spawn(body, rich).join(0);
  executeTransaction(chain.request(program.bytes(), { gasLimit: 5_000_000_000n }), chain, backend);
  expect(jobs.map(({ counters }) => counters.depth)).toEqual([2, 1]);
  const code = (depth: number): number => {
    return runThread({ ...jobs[1]!, counters: { ...jobs[1]!.counters, depth } }, chain).code;
  };
  expect([code(CALL_DEPTH_MAXIMUM - 1), code(CALL_DEPTH_MAXIMUM)]).toEqual([0, 5016]);
});

test("P-6: a thread returns what main emits, in join order", () => {
  const event = (letter: number): Uint8Array => Uint8Array.of(0, 0, 0, 1, letter, 0, 0, 0, 0);
  const program = new Program();
  const [first, second] = [program.put(event(65)), program.put(event(66))];
  program.spawn((thread) => thread.return(first, 9)).spawn((thread) => thread.return(second, 9));
  program.join(1).emitAt(second, 9).join(0).emitAt(first, 9);
  expect(run(chain, program).events.map(({ name }) => name)).toEqual(["B", "A"]);
});
