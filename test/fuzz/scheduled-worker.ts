import type { JobQueue as Queue } from "../../runtime/src/engine/queue";
import type { SharedBuffers } from "../../runtime/src/protocol";
import type { ThreadJob, ThreadOutcome } from "../../runtime/src/threads/backend";
import type { World } from "../../runtime/src/world";
import {
  Control,
  JobReader,
  JobState,
  QUEUE_POSITIONS,
  OutcomeRegion,
  runThread,
  Slot,
  threadClaimant,
} from "./engine-parts";

/** What a worker does from one step to the next. The names of the points are those of the thread worker. */
export type WorkerPoint =
  "thread:claimed" | "thread:before-run" | "thread:after-run" | "thread:completed" | "thread:lost";

/** Where a worker stands between two steps. */
type Standing =
  | { readonly at: "idle" }
  | { readonly at: "claimed"; readonly slot: number; readonly world: World }
  | { readonly at: "ready"; readonly slot: number; readonly world: World; readonly job: ThreadJob }
  | { readonly at: "done"; readonly slot: number; readonly outcome: ThreadOutcome };

const IDLE: Standing = { at: "idle" };

/**
 * A thread worker that makes one step at a time, in the process of the frame: the same queue, records and outcome regions,
 * and between any two steps whatever the schedule wants.
 */
export class ScheduledWorker {
  private standing = IDLE;
  private region: InstanceType<typeof OutcomeRegion>;
  private readonly reader: InstanceType<typeof JobReader>;
  private readonly claimant: number;

  constructor(
    private readonly shared: SharedBuffers,
    private readonly queue: Queue,
    private readonly index: number,
  ) {
    this.claimant = threadClaimant(index);
    this.reader = new JobReader(shared.arena);
    this.region = this.newRegion();
  }

  get isIdle(): boolean {
    return this.standing.at === "idle";
  }

  /** Claims a job, if nobody else has. */
  claim(slot: number, world: World): WorkerPoint | undefined {
    if (!this.queue.claim(slot, this.claimant)) return undefined;
    this.standing = { at: "claimed", slot, world };
    return "thread:claimed";
  }

  /** The next step of a worker that has a job. */
  step(): WorkerPoint {
    const { standing } = this;
    switch (standing.at) {
      case "idle":
        throw new Error("a worker without a job has no next step");
      case "claimed": {
        const job = this.reader.read(this.queue.get(standing.slot, Slot.jobOffset));
        this.standing = { ...standing, at: "ready", job };
        return "thread:before-run";
      }
      case "ready": {
        const outcome = runThread(standing.job, standing.world);
        this.standing = { at: "done", slot: standing.slot, outcome };
        return "thread:after-run";
      }
      case "done":
        this.standing = IDLE;
        this.region.complete(standing.slot, standing.outcome);
        return "thread:completed";
    }
  }

  /** Dies, wherever it is; another one takes its place at once. */
  die(): WorkerPoint {
    this.standing = IDLE;
    this.queue.abandon(this.claimant);
    this.region = this.newRegion();
    return "thread:lost";
  }

  private newRegion(): InstanceType<typeof OutcomeRegion> {
    return new OutcomeRegion(this.shared, this.queue, this.claimant, this.index);
  }
}

/** Slots of the jobs that nobody has claimed, oldest first. */
export function queuedSlots(queue: Queue): number[] {
  const found = new Set<number>();
  const { words } = queue;
  const tail = words[Control.tail]!;
  for (let position = words[Control.head]!; position !== tail; position = (position + 1) | 0) {
    const slot = words[Control.queue + (position & (QUEUE_POSITIONS - 1))]!;
    if (queue.state(slot) === JobState.queued) found.add(slot);
  }
  return [...found];
}
