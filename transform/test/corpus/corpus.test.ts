import { CheckCompiler, compilers } from "../rules/harness/check-compiler";
import { makeProgram } from "./corpus";
import { Judge } from "./judge";
import { BLOCK } from "./maker";
import type { CorpusProgram } from "./program";
import { describeMistake, formatVerdicts } from "./report";

const SEED = Number(process.env["SEED"] ?? 1);
const PROGRAMS = Number(process.env["PROGRAMS"] ?? 5200);
/** The number of the first program; those of its block before it are left out. */
const FIRST = Number(process.env["FIRST"] ?? 0);

/** Programs whose module is optimised, which takes long. */
const OPTIMISED = 60;
/** Wrong verdicts that are shown; the table counts all. */
const SHOWN = 5;

const compiler = new CheckCompiler();

test(
  `${PROGRAMS} made-up programs get the verdict that they were made for`,
  async () => {
    const blocks: CorpusProgram[][] = [];
    for (let number = FIRST; number < FIRST + PROGRAMS; number++) {
      if (number === FIRST || number % BLOCK === 0) blocks.push([]);
      blocks.at(-1).push(makeProgram(SEED, number));
    }
    const first = Math.floor(FIRST / BLOCK);
    const judge = (programs: readonly CorpusProgram[], index: number) =>
      new Judge(compiler, compilers[(first + index) % compilers.length]!).judge(programs);
    // The compiling processes take them one after the other.
    const judged = (await Promise.all(blocks.map(judge))).flat();
    process.stdout.write(`\n${formatVerdicts(judged)}\n`);
    const wrong = judged.filter(({ mistakes }) => mistakes.length > 0);
    expect([wrong.length, wrong.slice(0, SHOWN).map((each) => describeMistake(SEED, each))]).toEqual([0, []]);
  },
  60_000 + 100 * PROGRAMS,
);

test.each(compilers)("allowed programs pass the verifier as %s optimises them", async (name) => {
  const programs = Array.from({ length: OPTIMISED }, (_, number) => makeProgram(SEED, number));
  expect(await new Judge(compiler, name).judgeModule(programs)).toEqual({ failure: null, codes: [] });
});
