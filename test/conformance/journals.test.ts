/** The journals in the fixtures are those that the runtime's own replay confirms, record by record. */
import { readModules, readExpectation, readFixture, listFixtures } from "./files";
import type { ExecutionExpectation, ExecutionFixture, Hex } from "./fixture";
import { fromHex, sha256, toHex } from "./hex";
import { runFixture } from "./run-fixture";
import { ownMachine } from "./own-machine";
import { replay, withDynamicDiscount, gasSchedules } from "./runtime";

const expectationOf = (name: string): ExecutionExpectation => readExpectation(name) as ExecutionExpectation;

/** Fixtures with all their journal; slots that were there before the first transaction are in none. */
const replayable = listFixtures()
  .map(readFixture)
  .filter((fixture): fixture is ExecutionFixture => fixture.kind === "execution" && fixture.state.length === 0)
  .filter(({ name }) => expectationOf(name).journal.bytes !== undefined);

test("most fixtures can be replayed", () => {
  expect(replayable.length).toBeGreaterThan(80);
});

test.each(replayable.map((fixture) => [fixture.name, fixture] as const))("%s", async (name, fixture) => {
  const { journal, outcomes } = expectationOf(name);
  const modules = new Map(
    Object.values(readModules(fixture)).map((bytes) => [toHex(sha256(bytes)).slice(2), bytes] as const),
  );
  const schedule = gasSchedules
    .flatMap((base) => [base, withDynamicDiscount(base)])
    .find(({ id }) => id === fixture.schedule)!;
  const { transactions } = await replay(fromHex(journal.bytes!), modules, { schedule });
  const hashes = outcomes.flatMap((outcome) => ("refused" in outcome ? [] : [outcome.receiptHash]));
  expect(transactions.map(({ receipt }) => toHex(sha256(receipt)))).toEqual(hashes);
});

describe("a machine's journal", () => {
  const name = "g-04-joined-thread-counts";
  const problem = async (change: (journal: Hex) => Hex | undefined, ignored: string[] = []): Promise<string> => {
    const machine = async (fixture: ExecutionFixture) => {
      const { outcomes, journal } = await ownMachine()(fixture);
      const changed = change(journal!);
      return { outcomes, ...(changed === undefined ? {} : { journal: changed }) };
    };
    return (await runFixture(name, { machine, compiler: null, ignored: new Set(ignored) })).problem;
  };

  test("is compared by its bytes, and the first wrong record is named", async () => {
    expect(await problem((journal) => journal)).toBe("");
    const other = expectationOf("g-05-generation-by-program-order").journal.bytes!;
    expect(await problem(() => other)).toMatch(/^journal\.records\[1\]\n/);
    expect(await problem((journal) => `${journal}00`)).toMatch(/^journal\n +expected "a canonical journal"/);
  });

  test("is not asked for, and not compared when fields may differ", async () => {
    expect(await problem(() => undefined)).toBe("");
    expect(await problem(() => "0x00", ["message"])).toBe("");
  });
});
