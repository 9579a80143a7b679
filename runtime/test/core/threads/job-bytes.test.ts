import { executeTransaction } from "../../../src/frame/execute";
import type { ThreadBackend, ThreadJob, ThreadOutcome } from "../../../src/threads/backend";
import { copyJob } from "../../../src/threads/copy-job";
import { decodeJob, decodeOutcome, encodeJob, encodeOutcome, outcomeDifference } from "../../../src/threads/job-bytes";
import { runThread } from "../../../src/threads/run-thread";
import { compileContract } from "../support/compile";
import { encodeCall, TestChain } from "../support/test-chain";

let chain: TestChain;

/** Keeps what passes through it. */
class Recorder implements ThreadBackend {
  readonly name = "recorder";
  readonly jobs: ThreadJob[] = [];
  readonly outcomes: ThreadOutcome[] = [];

  start(job: ThreadJob): void {
    this.jobs.push(copyJob(job));
  }

  finish(ticket: number): ThreadOutcome {
    const outcome = runThread(
      this.jobs.findLast((job) => job.ticket === ticket)!,
      chain,
    );
    this.outcomes.push(outcome);
    return outcome;
  }

  cancel(): void {}

  end(): void {}
}

let recorder: Recorder;

beforeAll(async () => {
  chain = new TestChain();
  chain.add(await compileContract("semantics.ts"));
  recorder = new Recorder();
  for (const name of ["writeSkew", "regions", "staleAfterCommit", "joinAborting", "forkSeesThePast"]) {
    executeTransaction(chain.request(encodeCall(name)), chain, recorder);
  }
});

test("a job's canonical bytes give the same job, and the same outcome", () => {
  expect(recorder.outcomes.length).toBeGreaterThan(5);
  for (const job of recorder.jobs) {
    const bytes = encodeJob(job);
    const decoded = decodeJob(bytes);
    expect(encodeJob(decoded)).toEqual(bytes);
    expect(outcomeDifference(runThread(decoded, chain), runThread(job, chain))).toBeUndefined();
  }
});

test("an outcome's canonical bytes give the same outcome", () => {
  for (const outcome of recorder.outcomes) {
    const bytes = encodeOutcome(outcome);
    expect(decodeOutcome(bytes)).toEqual(outcome);
    expect(encodeOutcome(decodeOutcome(bytes))).toEqual(bytes);
  }
});

test("bytes that are cut or of another version are refused", () => {
  const job = encodeJob(recorder.jobs[0]!);
  const outcome = encodeOutcome(recorder.outcomes[0]!);
  for (const length of [0, 3, 4, 50, job.length - 1]) {
    expect(() => decodeJob(job.subarray(0, length))).toThrow(RangeError);
  }
  for (let length = 0; length < outcome.length; length++) {
    expect(() => decodeOutcome(outcome.subarray(0, length))).toThrow(RangeError);
  }
  expect(() => decodeOutcome(new Uint8Array([9, ...outcome.subarray(1)]))).toThrow(RangeError);
});

test("running a job changes nothing: any number of runs, in any order, have one outcome", () => {
  const first = recorder.jobs.map((job) => encodeOutcome(runThread(job, chain)));
  const again = [...recorder.jobs].reverse().map((job) => encodeOutcome(runThread(job, chain)));
  expect(again.reverse()).toEqual(first);
});
