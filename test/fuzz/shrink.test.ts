import { runBatch, type Comparison } from "./batch";
import { runModel } from "./compare";
import { generateProgram } from "./generate";
import type { Operation, Program } from "./program";
import { shrink, smallerPrograms } from "./shrink";
import { Tally } from "./tally";

const operations = ({ contracts }: Program): Operation[] =>
  contracts.flatMap(({ methods, threads }) => [...methods, ...threads].flat());

/** As if the runtime gave no discount: whatever has one differs. */
const withoutDiscount: Comparison = (deployment, position) => {
  const receipts = runModel(deployment, position, new Tally());
  const transaction = receipts.findIndex(({ discount }) => discount > 0n);
  const difference = { transaction, field: "discount", expected: `${receipts[transaction]?.discount}`, actual: "0" };
  return Promise.resolve(transaction < 0 ? null : difference);
};

test("an injected difference is shrunk to what it is about, with the line that repeats it", async () => {
  const { differences } = await runBatch({ first: 0, count: 16, seed: 1, shrinks: true }, withoutDiscount);
  expect(differences).toHaveLength(1);
  const [text] = differences as [string];
  const lines = text.split("\n").filter((line) => line.startsWith("    "));
  expect(lines).toEqual([expect.stringMatching(/= spawn thread \d/), expect.stringMatching(/join/)]);
  const repeat = /npm run fuzz -- --programs 1 --seed 1 --first (\d+)$/.exec(text);
  const again = await runBatch({ first: Number(repeat?.[1]), count: 1, seed: 1, shrinks: true }, withoutDiscount);
  expect(again.differences).toEqual([text]);
});

test("shrinking keeps what fails and nothing else", async () => {
  const isWrite = (operation: Operation): boolean => operation.operation === "write" && operation.slot === 3;
  const index = Array.from({ length: 100 }, (_, at) => at).find((at) =>
    operations(generateProgram(1, at)).some(isWrite),
  );
  const smallest = await shrink(generateProgram(1, index!), (program) =>
    Promise.resolve(operations(program).some(isWrite)),
  );
  expect(operations(smallest)).toEqual([
    { operation: "write", slot: 3, value: { literal: expect.any(BigInt) as bigint } },
  ]);
  expect(smallest.transactions).toHaveLength(1);
});

test("a program of which no smaller one fails stays as it is", async () => {
  const program = generateProgram(1, 0);
  expect(await shrink(program, () => Promise.resolve(false))).toBe(program);
  const candidates = [...smallerPrograms(program)];
  expect(candidates.length).toBeGreaterThan(operations(program).length);
  expect(candidates).not.toContainEqual(program);
});
