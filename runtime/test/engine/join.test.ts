import { OutcomeRegion } from "../../src/engine/outcome-region";
import { PoolBackend } from "../../src/engine/pool-backend";
import { JobQueue } from "../../src/engine/queue";
import { createSharedBuffers } from "../../src/engine/shared-memory";
import { threadClaimant } from "../../src/protocol";
import { sampleJob as job, sampleOutcome } from "./support/samples";

const CLAIMANT = threadClaimant(0);

/** A pool whose only worker is this test. */
function open(onWait: () => void) {
  const shared = createSharedBuffers(1, { arenaBytes: 1 << 20, outcomeBytes: 1 << 16 });
  const points: string[] = [];
  const pool = new PoolBackend({
    shared,
    workers: 1,
    run: () => {
      throw new Error("the joiner ran the thread");
    },
    runsShortAtOnce: false,
    world: () => 1,
    point: (point) => {
      points.push(point);
      if (point === "frame:before-wait") onWait();
    },
  });
  const queue = new JobQueue(new Int32Array(shared.control));
  const region = new OutcomeRegion(shared, queue, CLAIMANT, 0);
  return { pool, points, queue, region };
}

const outcome = { ...sampleOutcome, ticket: job.ticket };

test("a thread that has ended is joined without waiting, and without being run again", () => {
  const { pool, points, queue, region } = open(() => {
    throw new Error("the joiner waited");
  });
  pool.start(job);
  region.complete(queue.claimAny(CLAIMANT), outcome);
  points.length = 0;
  expect(pool.finish(job.ticket)).toEqual(outcome);
  expect(points).toEqual(["frame:before-finish", "frame:before-read", "frame:before-release"]);
  pool.end();
});

test("a thread that is running is waited for", () => {
  let slot = -1;
  const { pool, points, queue, region } = open(() => region.complete(slot, outcome));
  pool.start(job);
  slot = queue.claimAny(CLAIMANT);
  expect(pool.finish(job.ticket)).toEqual(outcome);
  expect(points).toContain("frame:before-wait");
  pool.end();
});
