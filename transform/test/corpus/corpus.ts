import { makeCapabilityProgram } from "./capability-programs";
import { makeFormProgram, makeRandomHandles } from "./form-programs";
import type { CorpusProgram } from "./program";

/** Of so many programs in a row, most are about what threads may do. */
const CYCLE = 13;
const FORMS = [9, 10, 11];
const RANDOM_HANDLES = 12;

/** The program of a number; seed and number decide what it says. */
export function makeProgram(seed: number, number: number): CorpusProgram {
  const kind = number % CYCLE;
  const make =
    kind === RANDOM_HANDLES ? makeRandomHandles : FORMS.includes(kind) ? makeFormProgram : makeCapabilityProgram;
  return { ...make(seed, number), number };
}
