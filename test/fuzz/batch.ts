/** A batch of programs in one process. */
import { compareProgram } from "./compare";
import { generateProgram } from "./generate";

/** Programs that are compared together. */
export const BATCH = 16;

export interface Batch {
  readonly first: number;
  readonly count: number;
  readonly seed: number;
}

export interface BatchResult {
  readonly differences: readonly string[];
}

/** Compares the programs of a batch one after the other. */
export function runBatch({ first, count, seed }: Batch): BatchResult {
  for (let index = first; index < first + count; index++) {
    const program = generateProgram(seed * 1_000_003 + index);
    const difference = compareProgram(program, 1 + (index % 3));
    if (difference === null) continue;
    const repeat = `npm run fuzz -- --programs 1 --seed ${seed} --first ${index}`;
    return { differences: [`program ${index}: ${JSON.stringify(difference)}\nrepeat with: ${repeat}`] };
  }
  return { differences: [] };
}
