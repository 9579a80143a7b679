import { CheckCompiler } from "./harness/check-compiler";
import { makeHandleProgram, Random } from "./harness/handle-programs";
import { header } from "./harness/rule-table";

const FIRST_SEED = Number(process.env["SEED"] ?? 1);
const PROGRAMS = Number(process.env["PROGRAMS"] ?? 3000);
/** Functions that are compiled together. */
const BATCH = 250;

const compiler = new CheckCompiler();

/** What the check says about programs whose right answer is known, since they were run. */
async function judge(seeds: readonly number[]): Promise<{ accepted: string[]; rejected: string[]; right: number }> {
  const programs = seeds.map((seed) => ({ seed, ...makeHandleProgram(`f${seed}`, new Random(seed)) }));
  // One call that is certainly wrong makes asc stop after parsing, whatever the others are.
  const stop = `export function stop(): void { thread_spawn<u32>(1000, (): u32 => 1); }\n`;
  let text = header + stop;
  const before = text.length;
  const ends = programs.map((program) => {
    text += program.text;
    return text.length;
  });
  const { diagnostics } = await compiler.compile({ files: { "index.ts": text } });
  const wrong = new Set<number>();
  expect(diagnostics.length).toBeGreaterThan(0);
  for (const { range } of diagnostics) {
    if (range!.start >= before) wrong.add(ends.findIndex((end) => range!.start < end));
  }
  const show = ({ seed, text: source }: { seed: number; text: string }) =>
    `SEED=${seed} PROGRAMS=1 npx jest transform/test/rules/handle-corpus\n${source}`;
  return {
    accepted: programs.filter(({ isRight }, index) => !isRight && !wrong.has(index)).map(show),
    rejected: programs.filter(({ isRight }, index) => isRight && wrong.has(index)).map(show),
    right: programs.filter(({ isRight }) => isRight).length,
  };
}

test(
  `${PROGRAMS} made-up functions: no wrong one is accepted and no right one is refused`,
  async () => {
    const accepted: string[] = [];
    const rejected: string[] = [];
    let right = 0;
    for (let first = FIRST_SEED; first < FIRST_SEED + PROGRAMS; first += BATCH) {
      const seeds = Array.from({ length: Math.min(BATCH, FIRST_SEED + PROGRAMS - first) }, (_, index) => first + index);
      const judged = await judge(seeds);
      accepted.push(...judged.accepted);
      rejected.push(...judged.rejected);
      right += judged.right;
    }
    // The shortest is the easiest to understand.
    const shortest = (list: string[]) => list.sort((one, other) => one.length - other.length).slice(0, 3);
    expect({
      accepted: [accepted.length, ...shortest(accepted)],
      rejected: [rejected.length, ...shortest(rejected)],
    }).toEqual({ accepted: [0], rejected: [0] });
    if (PROGRAMS >= 1000) expect(right).toBeGreaterThan(PROGRAMS / 10);
  },
  10_000 + 20 * PROGRAMS,
);
