import { generateProgram } from "./generate";
import { assertReplays } from "./journals";

const PROGRAMS = Number(process.env.FUZZ_PROGRAMS ?? 300);
const FIRST_SEED = Number(process.env.FUZZ_SEED ?? 1);

test(
  `the journals of ${PROGRAMS} random programs replay to the same bytes`,
  () => {
    for (let seed = FIRST_SEED; seed < FIRST_SEED + PROGRAMS; seed++) {
      const repeat = `FUZZ_PROGRAMS=1 FUZZ_SEED=${seed} npx jest test/fuzz/journals`;
      assertReplays(generateProgram(seed), 1 + (seed % 3), repeat);
    }
  },
  120_000 + PROGRAMS * 60,
);
