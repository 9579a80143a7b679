/** Many programs, compared in several processes; what a program is depends on its number and the seed alone. */
import { fork, type ChildProcess } from "node:child_process";
import { inRepository } from "../tasks/repository";
import { BATCH, type Batch, type BatchResult } from "./batch";
import { Tally, type Counts } from "./tally";

export interface ProgramOptions {
  /** Number of the first program. */
  readonly first: number;
  readonly count: number;
  readonly seed: number;
  readonly processes?: number;
  /** Folder of the build of the runtime that is fuzzed; the repository's own if left out. */
  readonly runtime?: string;
  /** Told now and then how many programs are done. */
  readonly progress?: (done: number) => void;
}

export interface ProgramResult {
  /** Programs that were compared. */
  readonly programs: number;
  /** What differs, in words, with the line that repeats it; empty if all agree. Nothing more runs after the first. */
  readonly differences: readonly string[];
  /** What the programs did. */
  readonly counts: Counts;
}

const PROGRESS_MILLISECONDS = 10_000;
/** A batch takes a second or so; a runtime that hangs must not hang the fuzzer. */
const BATCH_MILLISECONDS_MAXIMUM = 120_000;

/** Compares the programs `[first, first + count)` of a seed. */
export async function fuzzPrograms(options: ProgramOptions): Promise<ProgramResult> {
  const { first, count, seed, processes = 1, progress } = options;
  const queue = batchesOf(first, count, seed);
  const differences: string[] = [];
  const tally = new Tally();
  let done = 0;
  let told = performance.now();
  const take = (): Batch | undefined => (differences.length > 0 ? undefined : queue.shift());
  const finish = (batch: Batch, result: BatchResult): void => {
    differences.push(...result.differences);
    tally.merge(result.counts);
    done += batch.count;
    if (performance.now() - told < PROGRESS_MILLISECONDS) return;
    told = performance.now();
    progress?.(done);
  };
  const size = Math.min(processes, queue.length);
  await Promise.all(Array.from({ length: size }, () => runProcess(options.runtime, take, finish)));
  progress?.(done);
  return { programs: done, differences, counts: tally.counts };
}

/** Batches begin at multiples of their size, whatever range is asked for, so that a program always has the same neighbours. */
function batchesOf(first: number, count: number, seed: number): Batch[] {
  const batches: Batch[] = [];
  for (let at = first; at < first + count;) {
    const end = Math.min(first + count, (Math.floor(at / BATCH) + 1) * BATCH);
    batches.push({ first: at, count: end - at, seed });
    at = end;
  }
  return batches;
}

/** One process, which takes batches until there is none. */
async function runProcess(
  runtime: string | undefined,
  take: () => Batch | undefined,
  finish: (batch: Batch, result: BatchResult) => void,
): Promise<void> {
  const env = { ...process.env, ...(runtime === undefined ? {} : { THREADED_CONTRACT_RUNTIME: runtime }) };
  const child = fork(inRepository("test", "dist", "fuzz", "process.js"), { env, execArgv: [] });
  try {
    for (let batch = take(); batch !== undefined; batch = take()) finish(batch, await ask(child, batch));
  } finally {
    child.kill("SIGKILL");
  }
}

/** Sends a batch; a process that dies or does not answer has found a difference, too. */
function ask(child: ChildProcess, batch: Batch): Promise<BatchResult> {
  const { first, count, seed } = batch;
  return new Promise((resolve) => {
    const end = (result: BatchResult): void => {
      clearTimeout(timer);
      child.removeAllListeners();
      resolve(result);
    };
    const lost = (what: string): void => {
      const repeat = `npm run fuzz -- --programs ${count} --seed ${seed} --first ${first}`;
      end({ differences: [`${what}\nrepeat with: ${repeat}`], counts: {} });
    };
    const timer = setTimeout(() => lost("the process did not answer"), BATCH_MILLISECONDS_MAXIMUM);
    child.once("message", (result) => end(result as BatchResult));
    child.once("exit", (code, signal) => lost(`the process ended with ${code ?? signal}`));
    child.send(batch);
  });
}
