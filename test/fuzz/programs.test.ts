import { runBatch } from "./batch";
import { runModel } from "./compare";
import { Deployment } from "./execute";
import { generateProgram } from "./generate";
import { replayDifference } from "./journals";
import { enginePool } from "./runtime";
import { Tally } from "./tally";

const SEED = Number(process.env["TEST_SEED"] ?? 1);

afterAll(() => enginePool.shutDownIdle());

test("a batch agrees on the model, in this process and on workers", async () => {
  const result = await runBatch({ first: 0, count: 16, seed: SEED });
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
