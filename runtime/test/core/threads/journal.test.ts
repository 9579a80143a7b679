import { compileContract } from "../support/compile";
import { TestChain } from "../support/test-chain";

let chain: TestChain;

beforeAll(async () => {
  chain = new TestChain();
  chain.add(await compileContract("semantics.ts"));
});

test("every step is there in program order", () => {
  const steps = (name: string, ...values: (number | bigint)[]) =>
    chain.call(name, values).journal.map(({ kind, ticket, generation, code }) => [kind, ticket, generation, code]);
  expect(steps("writeSkew")).toEqual([
    ["scheduled", 1, 1, 0],
    ["scheduled", 2, 1, 0],
    ["committed", 1, 1, 0],
    ["committed", 2, 1, 0],
  ]);
  expect(steps("freshGeneration").map(([, , generation]) => generation)).toEqual([1, 1, 2, 2]);
  expect(steps("tryJoin", 1_000_000n, 0)).toEqual([
    ["scheduled", 1, 1, 0],
    ["failed", 1, 1, 5004],
  ]);
  expect(steps("mainFailsWhileThreadsLive").map(([kind]) => kind)).toEqual([
    "scheduled",
    "scheduled",
    "committed",
    "cancelled",
  ]);
});

test("a record names its outcome by a digest", () => {
  const digests = (rounds: number) =>
    chain.call("spawnAndJoin", [1_000_000n, rounds]).journal.map(({ digest }) => Buffer.from(digest).toString("hex"));
  const [[scheduled, committed], [sameScheduled, otherCommitted]] = [digests(10), digests(11)];
  expect(sameScheduled).toBe(scheduled);
  expect(otherCommitted).not.toBe(committed);
  expect(digests(10)).toEqual([scheduled, committed]);
});
