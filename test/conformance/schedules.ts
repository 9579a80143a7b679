import type { World } from "../../runtime/src/world";
import { LARGE_PLACE, PlaceKeeper, PLACES, type SchedulePlace } from "../fuzz/schedule-places";
import { listFixtures, readExpectation, readFixture, readModules } from "./files";
import type { ExecutionExpectation, ExecutionFixture, Outcome } from "./fixture";
import { sha256, toHex } from "./hex";
import { Machine } from "./machine";

/** Schedules of each fixture: on the places in turn, and a few on the pool that takes seconds to start. */
const SCHEDULES = 198;
const LARGE_SCHEDULES = 2;

/** Test files that share the fixtures. */
const SHARDS = 4;

const SEED = Number(process.env["TEST_SEED"] ?? 1);

const keeper = new PlaceKeeper();

/** Declares the tests of a quarter of the fixtures: under every schedule the same bytes. */
export function testSchedules(shard: number): void {
  const fixtures = executions().filter((_, index) => index % SHARDS === shard);
  test.each(byName(fixtures))("%s", (_, fixture) => {
    return runUnder(fixture, SCHEDULES, (round) => PLACES[round % PLACES.length]!);
  });
}

/** Declares the tests of all fixtures on 64 workers. */
export function testSchedulesOnLargePool(): void {
  test.each(byName(executions()))("%s", (_, fixture) => runUnder(fixture, LARGE_SCHEDULES, () => LARGE_PLACE));
}

function executions(): ExecutionFixture[] {
  return listFixtures()
    .map(readFixture)
    .filter((fixture) => fixture.kind === "execution");
}

function byName(fixtures: readonly ExecutionFixture[]): (readonly [string, ExecutionFixture])[] {
  return fixtures.map((fixture) => [fixture.name, fixture] as const);
}

async function runUnder(
  fixture: ExecutionFixture,
  schedules: number,
  placeOf: (round: number) => SchedulePlace,
): Promise<void> {
  const { outcomes } = readExpectation(fixture.name) as ExecutionExpectation;
  const machine = new Machine(fixture, readModules(fixture));
  const first = await runDeployments(machine, fixture);
  let mark = machine.mark();
  // What never spawns has one schedule.
  const rounds = outcomes.some(spawns) ? schedules : 1;
  for (let round = 0; round < rounds; round++) {
    const place = placeOf(round);
    enter(machine, place, SEED * 1_000_003 + round);
    const where = `TEST_SEED=${SEED}, ${place.kind}, ${place.workers} workers, round ${round}`;
    await runCalls(machine, fixture, first, outcomes, where);
    mark = machine.revert(mark);
  }
}

/** Lets the machine go on at a place, under the schedule of a seed. */
function enter(machine: Machine, place: SchedulePlace, seed: number): void {
  if (place.kind === "threads") machine.place = keeper.engine(place, seed);
  else machine.place = (world: World) => keeper.pool(place).under(seed, world);
}

/** Deployments have run with the other tests; here they only prepare. Returns the index of the first call. */
async function runDeployments(machine: Machine, { transactions }: ExecutionFixture): Promise<number> {
  const first = transactions.findIndex(({ kind }) => kind === "call");
  const count = first < 0 ? transactions.length : first;
  for (const transaction of transactions.slice(0, count)) await machine.execute(transaction);
  return count;
}

async function runCalls(
  machine: Machine,
  { transactions }: ExecutionFixture,
  first: number,
  outcomes: readonly Outcome[],
  where: string,
): Promise<void> {
  for (const [offset, transaction] of transactions.slice(first).entries()) {
    const receipt = await machine.execute(transaction);
    const expected = outcomes[first + offset]!;
    const actual = typeof receipt === "string" ? receipt : toHex(sha256(receipt));
    const wanted = "refused" in expected ? expected.refused : expected.receiptHash;
    if (actual !== wanted) expect({ transaction: first + offset, receipt: actual, where }).toEqual(wanted);
  }
}

function spawns(outcome: Outcome): boolean {
  return !("refused" in outcome) && (outcome.receipt["threads"] as { readonly length: number }).length > 0;
}
