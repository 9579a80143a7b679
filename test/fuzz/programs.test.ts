import { runBatch } from "./batch";
import { fuzzPrograms } from "./programs";
import { runModel } from "./compare";
import { Deployment } from "./execute";
import { generateProgram } from "./generate";
import { replayDifference } from "./journals";
import { enginePool } from "./runtime";
import { Tally } from "./tally";

const SEED = Number(process.env["TEST_SEED"] ?? 1);

afterAll(() => enginePool.shutDownIdle());

test("a batch agrees on the model, in this process and on workers", async () => {
  const result = await runBatch({ first: 0, count: 16, seed: SEED, shrinks: true });
  expect(result.differences).toEqual([]);
  expect(Object.keys(result.counts).length).toBeGreaterThan(40);
});

test("a program is the same whoever its neighbours are", () => {
  const programs = Array.from({ length: 16 }, (_, index) => generateProgram(SEED, 16 + index));
  const together = runModel(new Deployment(programs, 2), 5, new Tally());
  const alone = runModel(new Deployment([generateProgram(SEED, 21)], 2), 0, new Tally());
  expect(alone).toEqual(together);
});

test("journals of programs replay to the same bytes", () => {
  const programs = Array.from({ length: 16 }, (_, index) => generateProgram(SEED, 32 + index));
  const deployment = new Deployment(programs, 1);
  expect(programs.map((_, position) => replayDifference(deployment, position))).toEqual(programs.map(() => null));
});

test("processes share programs, and answer the same as one", async () => {
  const [two, one] = await Promise.all(
    [2, 1].map((processes) => fuzzPrograms({ first: 5, count: 40, seed: SEED, processes })),
  );
  expect(two).toEqual(one);
  expect(two).toMatchObject({ programs: 40, differences: [] });
});

test("a runtime that cannot be loaded is a difference, with the line that repeats it", async () => {
  const { differences } = await fuzzPrograms({ first: 0, count: 16, seed: SEED, runtime: "/nowhere" });
  expect(differences).toHaveLength(1);
  expect(differences[0]).toContain("Cannot find module");
  expect(differences[0]).toContain(`npm run fuzz -- --programs 16 --seed ${SEED} --first 0`);
});
