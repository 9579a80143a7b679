/** A batch of programs in one process. */
import { compareProgram } from "./compare";
import { Deployment } from "./execute";
import { generateProgram } from "./generate";
import { Tally, type Counts } from "./tally";

/** Programs that are compared together. */
export const BATCH = 16;
/** One batch in so many runs on workers, too. */
const WORKER_SHARE = 8;
const WORKERS = [1, 2, 4] as const;

export interface Batch {
  readonly first: number;
  readonly count: number;
  readonly seed: number;
}

export interface BatchResult {
  readonly differences: readonly string[];
  readonly counts: Counts;
}

/** Compares the programs of a batch one after the other. */
export async function runBatch({ first, count, seed }: Batch): Promise<BatchResult> {
  const number = Math.floor(first / BATCH);
  const programs = Array.from({ length: count }, (_, at) => generateProgram(seed, first + at));
  const deployment = new Deployment(programs, 1 + (number % 3));
  const workers = number % WORKER_SHARE === 0 ? WORKERS[(number / WORKER_SHARE) % WORKERS.length]! : null;
  const tally = new Tally();
  for (let at = 0; at < count; at++) {
    const difference = await compareProgram(deployment, at, workers, tally);
    if (difference === null) continue;
    const repeat = `npm run fuzz -- --programs 1 --seed ${seed} --first ${first + at}`;
    const found = `program ${first + at}: ${JSON.stringify(difference, null, 1)}\nrepeat with: ${repeat}`;
    return { differences: [found], counts: tally.counts };
  }
  return { differences: [], counts: tally.counts };
}
