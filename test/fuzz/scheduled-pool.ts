import type { JobQueue as Queue } from "../../runtime/src/engine/queue";
import type { PointHook } from "../../runtime/src/engine/test-hooks";
import type { TestHooks } from "../../runtime/src/protocol";
import type { ThreadBackend } from "../../runtime/src/threads/backend";
import type { World } from "../../runtime/src/world";
import { createSharedBuffers, JobQueue, JobState, PoolBackend, runThread } from "./engine-parts";
import { Schedule } from "./schedule";
import { queuedSlots, ScheduledWorker, type WorkerPoint } from "./scheduled-worker";

/** Rooms for jobs and outcomes: enough for everything, and so little that many a job is not handed over. */
const WIDE = { arenaBytes: 24 * 1_048_576, outcomeBytes: 65_536 };
const TIGHT = { arenaBytes: 3 * 65_536 + 8_192, outcomeBytes: 512 };

export type ScheduledPoint = Parameters<PointHook>[0] | WorkerPoint;

/**
 * The pool's back end with its shared memory, and workers that move when a seeded schedule says so: every hand-over of the
 * protocol happens for real, in one process, and one seed always gives one order. What really runs at the same time is left
 * to engines, which follow schedules of delays (`TestHooks.schedule`).
 */
export class ScheduledPool {
  private readonly backend: InstanceType<typeof PoolBackend>;
  private readonly queue: Queue;
  private readonly workers: readonly ScheduledWorker[];
  private schedule: Schedule;
  private world: World | undefined;
  /** How often each point was reached, for tests of the scheduler. */
  readonly visits = new Map<ScheduledPoint, number>();

  constructor(
    private readonly size: number,
    sizes: TestHooks["sizes"] = WIDE,
  ) {
    const shared = createSharedBuffers(size, sizes);
    this.schedule = new Schedule(0, size);
    this.queue = new JobQueue(new Int32Array(shared.control));
    this.workers = Array.from({ length: size }, (_, index) => new ScheduledWorker(shared, this.queue, index));
    const runsAtOnce = () => this.schedule.runsAtOnce();
    this.backend = new PoolBackend({
      shared,
      workers: size,
      run: (job) => runThread(job, this.currentWorld()),
      world: () => 1,
      get runsShortAtOnce() {
        return runsAtOnce();
      },
      point: (point, slot) => this.reached(point, slot),
    });
  }

  /** A pool with little room. */
  static tight(size: number): ScheduledPool {
    return new ScheduledPool(size, TIGHT);
  }

  /** The back end, under the schedule of a seed from now on, for a transaction in a world. */
  under(seed: number, world: World): ThreadBackend {
    this.schedule = new Schedule(seed, this.size);
    this.world = world;
    return this.backend;
  }

  /** Ends a transaction that was thrown out of. */
  abort(): void {
    this.backend.abort();
  }

  private currentWorld(): World {
    if (this.world === undefined) throw new Error("a pool runs threads of a transaction");
    return this.world;
  }

  private reached(point: ScheduledPoint, slot: number | undefined): void {
    this.note(point);
    if (this.size === 0) return;
    for (let steps = this.schedule.stepsNow(); steps > 0; steps--) this.move();
    // The frame sleeps until that job has ended, so the others go on.
    if (point !== "frame:before-wait" || slot === undefined) return;
    while (this.queue.state(slot) === JobState.claimed) this.move();
  }

  private move(): void {
    const worker = this.workers[this.schedule.nextWorker()];
    if (worker === undefined) return;
    if (!worker.isIdle) return this.note(this.schedule.dies() ? worker.die() : worker.step());
    const ready = queuedSlots(this.queue);
    if (ready.length > 0) this.note(worker.claim(this.schedule.pick(ready), this.currentWorld()));
  }

  private note(point: ScheduledPoint | undefined): void {
    if (point !== undefined) this.visits.set(point, (this.visits.get(point) ?? 0) + 1);
  }
}
