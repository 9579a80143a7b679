/** Many programs, compared in several processes; what a program is depends on its number and the seed alone. */
import { fork, type ChildProcess } from "node:child_process";
import { inRepository } from "../tasks/repository";
import { BATCH, repeatLine, type Batch, type BatchResult } from "./batch";
import { Tally, type Counts } from "./tally";

export interface ProgramOptions {
  /** Number of the first program. */
  readonly first: number;
  readonly count: number;
  readonly seed: number;
  readonly processes?: number;
  /** Whether a program that differs is made smaller; left out, it is. */
  readonly shrinks?: boolean;
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

/** Most of what a program leaves is garbage at once. */
const FLAGS = ["--max-semi-space-size=64"] as const;
const COMPLAINT_CHARACTERS_MAXIMUM = 4_000;
const PROGRESS_MILLISECONDS = 10_000;
/** A batch takes a second or so, and to shrink what differs a minute; a runtime that hangs must not hang the fuzzer. */
const BATCH_MILLISECONDS_MAXIMUM = 120_000;

/** Compares the programs `[first, first + count)` of a seed. */
export async function fuzzPrograms(options: ProgramOptions): Promise<ProgramResult> {
  const { processes = 1, progress } = options;
  const queue = batchesOf(options);
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
  await Promise.all(Array.from({ length: size }, () => new Comparer(options.runtime).run(take, finish)));
  progress?.(done);
  return { programs: done, differences, counts: tally.counts };
}

/** Batches begin at multiples of their size, whatever range is asked for, so that a program always has the same neighbours. */
function batchesOf({ first, count, seed, shrinks = true }: ProgramOptions): Batch[] {
  const batches: Batch[] = [];
  for (let at = first; at < first + count;) {
    const end = Math.min(first + count, (Math.floor(at / BATCH) + 1) * BATCH);
    batches.push({ first: at, count: end - at, seed, shrinks });
    at = end;
  }
  return batches;
}

/** A process that compares batches, and what it has said on its error output. */
class Comparer {
  private readonly child: ChildProcess;
  private complaint = "";

  constructor(runtime: string | undefined) {
    const env = { ...process.env, ...(runtime === undefined ? {} : { THREADED_CONTRACT_RUNTIME: runtime }) };
    this.child = fork(inRepository("test", "dist", "fuzz", "process.js"), {
      env,
      execArgv: [...FLAGS],
      stdio: ["ignore", "inherit", "pipe", "ipc"],
    });
    this.child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.complaint = (this.complaint + text).slice(-COMPLAINT_CHARACTERS_MAXIMUM);
    });
  }

  /** Takes batches until there is none. */
  async run(take: () => Batch | undefined, finish: (batch: Batch, result: BatchResult) => void): Promise<void> {
    try {
      for (let batch = take(); batch !== undefined; batch = take()) finish(batch, await this.ask(batch));
    } finally {
      this.child.kill("SIGKILL");
    }
  }

  /** Sends a batch; a process that dies or does not answer has found a difference, too. */
  private ask(batch: Batch): Promise<BatchResult> {
    const { child } = this;
    return new Promise((resolve) => {
      const end = (result: BatchResult): void => {
        clearTimeout(timer);
        for (const event of ["message", "close"]) child.removeAllListeners(event);
        resolve(result);
      };
      const lost = (what: string): void => {
        end({ differences: [`${what}\n${this.complaint}\n${repeatLine(batch)}`], counts: {} });
      };
      const timer = setTimeout(() => lost("the process did not answer"), BATCH_MILLISECONDS_MAXIMUM);
      child.once("message", (result) => end(result as BatchResult));
      child.once("close", (code, signal) => lost(`the process ended with ${code ?? signal}`));
      child.send(batch, (error) => {
        if (error !== null) lost(error.message);
      });
    });
  }
}
