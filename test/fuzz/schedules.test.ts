import type { World } from "../../runtime/src/world";
import { PROTOCOL_POINTS } from "../../runtime/src/engine/test-hooks";
import { BATCH } from "./batch";
import { Deployment } from "./execute";
import { generateProgram } from "./generate";
import { encodeReceipt, enginePool } from "./runtime";
import { PlaceKeeper } from "./schedule-places";
import { ScheduledBatch, SCHEDULES_PER_PROGRAM } from "./schedule-runner";
import { ScheduledPool } from "./scheduled-pool";

const SEED = Number(process.env["TEST_SEED"] ?? 1);

afterAll(() => enginePool.shutDownIdle());

test("receipts of random programs are the same under every schedule", async () => {
  const keeper = new PlaceKeeper();
  // Three batches and one that is priced by warmth.
  for (let first = 0; first < 4 * BATCH; first += BATCH) {
    const batch = new ScheduledBatch(keeper, SEED, first, BATCH);
    for (let position = 0; position < BATCH; position++) {
      const difference = await batch.run(position, SCHEDULES_PER_PROGRAM);
      const repeat = `npm run fuzz -- --schedules ${SCHEDULES_PER_PROGRAM} --seed ${SEED} --first ${first + position}`;
      expect({ difference, repeat }).toEqual({ difference: null, repeat });
    }
  }
}, 180_000);

/** Points that only workers of their own have, or only engines. */
const ELSEWHERE = ["frame:execute", "frame:before-replay", "frame:before-reply", "thread:awake", "thread:before-world"];

test("schedules meet every point of the protocol, and workers die in the middle", () => {
  const pool = ScheduledPool.tight(2);
  const programs = Array.from({ length: 64 }, (_, index) => generateProgram(0, index));
  const deployment = new Deployment(programs, 1);
  for (const number of programs.keys()) {
    deployment.run(deployment.newChain(), deployment.request(number, 0), (world) => pool.under(number, world));
  }
  const wanted = PROTOCOL_POINTS.filter((point) => !ELSEWHERE.includes(point));
  const visited = [...pool.visits.keys()].sort();
  expect(visited).toEqual([...wanted, "thread:lost"].sort());
});

/** The first deployment whose program spawns several threads. */
function spawning(): Deployment {
  for (let index = 0; ; index++) {
    const deployment = new Deployment([generateProgram(0, index)], 1);
    const { receipt } = runUnder(deployment, 1);
    if (receipt.threads.length >= SEVERAL_THREADS) return deployment;
  }
}

function runUnder(deployment: Deployment, seed: number) {
  const pool = new ScheduledPool(4);
  const make = (world: World) => pool.under(seed, world);
  const { receipt } = deployment.run(deployment.newChain(), deployment.request(0, 0), make);
  return { receipt, visits: [...pool.visits] };
}

const SEVERAL_THREADS = 4;

test("a seed is a schedule: the workers reach the same points as often again", () => {
  const deployment = spawning();
  const [first, other, again] = [1, 2, 1].map((seed) => runUnder(deployment, seed));
  expect(again!.visits).toEqual(first!.visits);
  expect(other!.visits).not.toEqual(first!.visits);
  expect(encodeReceipt(other!.receipt)).toEqual(encodeReceipt(first!.receipt));
});
