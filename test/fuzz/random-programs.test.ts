import { compareProgram } from "./compare";
import { generateProgram } from "./generate";

/** `FUZZ_PROGRAMS=20000 FUZZ_SEED=7 npx jest test/fuzz` runs more, from another seed. */
const PROGRAMS = Number(process.env.FUZZ_PROGRAMS ?? 500);
const FIRST_SEED = Number(process.env.FUZZ_SEED ?? 1);
const TIMEOUT_MILLISECONDS = 120_000 + PROGRAMS * 60;

test(
  `the runtime and the reference model agree on ${PROGRAMS} random programs`,
  () => {
    for (let seed = FIRST_SEED; seed < FIRST_SEED + PROGRAMS; seed++) {
      const difference = compareProgram(generateProgram(seed), 1 + (seed % 3));
      const repeat = `FUZZ_PROGRAMS=1 FUZZ_SEED=${seed} npx jest test/fuzz`;
      expect({ difference, repeat }).toEqual({ difference: null, repeat });
    }
  },
  TIMEOUT_MILLISECONDS,
);
