import type { TestHooks } from "../../runtime/src/protocol";
import { listFixtures, readExpectation, readFixture, readModules } from "./files";
import type { ExecutionExpectation, ExecutionFixture, Outcome } from "./fixture";
import { sha256, toHex } from "./hex";
import { Machine } from "./machine";

/** A pool of some size under some number of schedules. */
interface Pool {
  readonly workers: number;
  readonly schedules: number;
}

/** 200 schedules for each fixture. Without workers nothing can be delayed, and 64 of them take long to start. */
const POOLS: readonly Pool[] = [
  { workers: 0, schedules: 8 },
  { workers: 1, schedules: 64 },
  { workers: 2, schedules: 64 },
  { workers: 4, schedules: 60 },
  { workers: 64, schedules: 4 },
];

/** Test files that share the fixtures. */
const SHARDS = 4;

const SEED = Number(process.env["TEST_SEED"] ?? 1);
const DELAY_MICROSECONDS = 40;

/** Every worker of a pool is delayed at every point of the protocol, by times from the seed. */
function delays(workers: number): TestHooks {
  const seed = SEED * 1_000 + workers;
  return { seed, delayMicroseconds: DELAY_MICROSECONDS, fault: null, faults: new SharedArrayBuffer(4), sizes: null };
}

/** Declares the tests of a quarter of the fixtures: under every schedule the same bytes. */
export function testSchedules(shard: number): void {
  const fixtures = listFixtures()
    .map(readFixture)
    .filter((fixture) => fixture.kind === "execution")
    .filter((_, index) => index % SHARDS === shard);

  describe.each(POOLS)("on $workers workers", ({ workers, schedules }) => {
    const place = { workers, hooks: delays(workers) };

    test.each(fixtures.map((fixture) => [fixture.name, fixture] as const))("%s", async (name, fixture) => {
      const { outcomes } = readExpectation(name) as ExecutionExpectation;
      const machine = new Machine(fixture, readModules(fixture));
      const first = await runDeployments(machine, fixture);
      machine.place = place;
      let mark = machine.mark();
      // What never spawns has one schedule.
      const rounds = outcomes.some(spawns) ? schedules : 1;
      for (let round = 1; round <= rounds; round++) {
        await runCalls(machine, fixture, first, outcomes, `TEST_SEED=${SEED}, ${workers} workers, round ${round}`);
        mark = machine.revert(mark);
      }
    });
  });
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
