/** A batch of programs in one process. */
import { compareProgram, type Difference } from "./compare";
import { Deployment } from "./execute";
import { generateProgram } from "./generate";
import { replayDifference } from "./journals";
import type { Program } from "./program";
import { shrink } from "./shrink";
import { Tally, type Counts } from "./tally";
import { formatProgram } from "./text";

/** Programs that are compared together. */
export const BATCH = 16;
/** One batch in so many runs on workers, too, which takes far longer. */
const WORKER_SHARE = 32;
const WORKERS = [1, 2, 4] as const;
/** The journal of one program of so many is replayed. */
const REPLAY_SHARE = 32;

const SHRINK_MILLISECONDS_MAXIMUM = 60_000;

export interface Batch {
  readonly first: number;
  readonly count: number;
  readonly seed: number;
  /** Whether a program that differs is made smaller. */
  readonly shrinks: boolean;
}

export interface BatchResult {
  /** What differs, in words. */
  readonly differences: readonly string[];
  readonly counts: Counts;
}

/** Compares a program with what it should be. @param index of the program, which says how */
export type Comparison = (
  deployment: Deployment,
  position: number,
  index: number,
  tally: Tally,
) => Promise<Difference | null>;

/** Compares with the model, and replays the journals of some. */
export const compareWithModel: Comparison = async (deployment, position, index, tally) => {
  const batch = Math.floor(index / BATCH);
  const workers = batch % WORKER_SHARE === 0 ? WORKERS[(batch / WORKER_SHARE) % WORKERS.length]! : null;
  const difference = await compareProgram(deployment, position, workers, tally);
  if (difference !== null || index % REPLAY_SHARE !== 0) return difference;
  tally.add("journal replayed", "main");
  const replayed = replayDifference(deployment, position);
  return replayed === null ? null : { transaction: 0, field: "journal", expected: "the same bytes", actual: replayed };
};

/** Pages that the contracts of a program begin with. */
const pagesOf = (index: number): number => 1 + (Math.floor(index / BATCH) % 3);

/** Compares the programs of a batch one after the other, up to the first that differs; that one is shrunk. */
export async function runBatch(batch: Batch, compare = compareWithModel): Promise<BatchResult> {
  const { first, count, seed } = batch;
  const programs = Array.from({ length: count }, (_, at) => generateProgram(seed, first + at));
  const deployment = new Deployment(programs, pagesOf(first));
  const tally = new Tally();
  for (const [position, program] of programs.entries()) {
    const index = first + position;
    const difference = await compare(deployment, position, index, tally);
    if (difference === null) continue;
    const { counts } = tally;
    return { differences: [await explain(program, index, batch, difference, compare)], counts };
  }
  return { differences: [], counts: tally.counts };
}

/** The line that repeats a batch. */
export function repeatLine({ first, count, seed }: Omit<Batch, "shrinks">): string {
  return `repeat with: npm run fuzz -- --programs ${count} --seed ${seed} --first ${first}`;
}

/** The smallest program that differs in the same field, and the line that repeats what was found. */
async function explain(
  program: Program,
  index: number,
  batch: Batch,
  found: Difference,
  compare: Comparison,
): Promise<string> {
  const { seed, shrinks } = batch;
  const alone = (candidate: Program): Promise<Difference | null> =>
    compare(new Deployment([candidate], pagesOf(index)), 0, index, new Tally());
  const describe = ({ transaction, field, expected, actual }: Difference): string =>
    `transaction ${transaction}, ${field}\n  expected: ${expected}\n  actual:   ${actual}`;
  if ((await alone(program)) === null) {
    const neighbours = "It does not differ alone, only after its neighbours.";
    return [`program ${index}: ${describe(found)}`, neighbours, formatProgram(program), repeatLine(batch)].join("\n");
  }
  const kind = kindOf(found);
  const end = performance.now() + SHRINK_MILLISECONDS_MAXIMUM;
  let last = found;
  const smallest = await shrink(program, async (candidate) => {
    if (!shrinks || performance.now() > end) return false;
    const difference = await alone(candidate);
    if (difference === null || kindOf(difference) !== kind) return false;
    last = difference;
    return true;
  });
  const repeat = repeatLine({ first: index, count: 1, seed });
  return [`program ${index}, shrunk: ${describe(last)}`, formatProgram(smallest), repeat].join("\n");
}

/** What a difference is about, wherever it is. */
function kindOf({ field }: Difference): string {
  return field.replace(/\d+/g, "");
}
