import { invariant } from "../errors";
import type { CallContext } from "../frame/context";
import {
  Control,
  FRAME_CLAIMANT,
  JOB_SLOTS,
  JobState,
  Slot,
  threadIndex,
  type SharedBuffers,
  type StrayJob,
} from "../protocol";
import type { ThreadBackend, ThreadJob, ThreadOutcome } from "../threads/backend";
import { copyJob } from "../threads/copy-job";
import { ImagePool } from "../threads/image-pool";
import { copyBytes } from "../storage/copy-bytes";
import { Arena, toCacheLine, type ArenaBlock } from "./arena";
import { ExpectedWork, HAND_OVER_BREAK_EVEN_GAS } from "./expected-work";
import { JobReader, jobRecordLength, serializeContext, writeJobRecord } from "./job-record";
import { readOutcome } from "./outcome-record";
import { claimantOf, JobQueue } from "./queue";
import { SharedBlocks, type SharedBlock } from "./shared-blocks";
import { viewsOf, type SharedViews } from "./shared-views";
import { UsedBytes } from "./used-bytes";
import type { PointHook } from "./test-hooks";

/** A thread that has been started and neither been finished nor cancelled. */
interface LiveThread {
  readonly ticket: number;
  readonly contract: number;
  readonly entry: number;
  /** Its job slot; -1 when the job stayed here. */
  readonly slot: number;
  /** The job as a copy, when it stayed here. */
  readonly job: ThreadJob | undefined;
  readonly blocks: JobBlocks | undefined;
  /** Set when the frame worker ran it, at its spawn or while it waited for another. */
  outcome: ThreadOutcome | undefined;
}

interface JobBlocks {
  /** Record and image. */
  readonly job: ArenaBlock;
  readonly snapshot: SharedBlock;
  readonly context: SharedBlock;
}

/** What the back end needs from the worker it lives in. */
export interface PoolHost {
  readonly shared: SharedBuffers;
  readonly workers: number;
  /** Runs a job here and now. */
  run(job: ThreadJob): ThreadOutcome;
  /** Whether a thread that is likely to be short runs at its spawn; tests turn it off to see every job handed over. */
  readonly runsShortAtOnce: boolean;
  /** Number of the current world, for the thread workers. */
  world(): number;
  /** Tests delay and fail here. */
  readonly point: PointHook;
}

/**
 * Runs jobs on the thread workers, and on the frame worker whenever that would only wait.
 *
 * A job that finds no worker, no slot or no room in the arena stays here and is run by its join; so is one whose
 * worker died or whose outcome did not fit. That is legal because a thread is a pure function of its job.
 */
export class PoolBackend implements ThreadBackend {
  readonly name = "pool";
  private readonly queue: JobQueue;
  private readonly arena: Arena;
  private readonly reader: JobReader;
  private readonly snapshots: SharedBlocks<Uint8Array>;
  private readonly contexts: SharedBlocks<CallContext>;
  /** By ticket. Lists, since a map makes a table when it grows or shrinks, and each keeps the next from being collected. */
  private readonly live: (LiveThread | undefined)[] = [];
  private liveCount = 0;
  private readonly liveBySlot: (LiveThread | undefined)[] = [];
  private readonly freeSlots: number[] = [];
  private readonly images = new ImagePool();
  private readonly expected = new ExpectedWork();
  private readonly used = new UsedBytes();
  private readonly views: SharedViews;
  private readonly outcomes: SharedViews;
  /** Cancelled while a worker ran them; their slots come back when it is done. */
  private readonly abandoned = new Set<LiveThread>();

  constructor(private readonly host: PoolHost) {
    const { control, arena, outcomes } = host.shared;
    this.queue = new JobQueue(new Int32Array(control));
    this.arena = new Arena(arena.byteLength);
    this.reader = new JobReader(arena);
    this.views = viewsOf(arena);
    this.outcomes = viewsOf(outcomes);
    this.snapshots = new SharedBlocks(this.arena, this.views.bytes, (snapshot) => snapshot);
    this.contexts = new SharedBlocks(this.arena, this.views.bytes, serializeContext);
    for (let slot = JOB_SLOTS - 1; slot >= 0; slot--) {
      this.freeSlots.push(slot);
      this.liveBySlot.push(undefined);
    }
  }

  start(job: ThreadJob): void {
    this.host.point("frame:before-start");
    const expected = this.expected.of(job);
    const { ticket, contract, entry } = job;
    if (this.host.runsShortAtOnce && expected < HAND_OVER_BREAK_EVEN_GAS) {
      // Its image is not even copied: until `start` returns nobody changes the memory it is a view of.
      const outcome = this.host.run(job);
      this.keep({ ticket, contract, entry, slot: -1, job: undefined, blocks: undefined, outcome });
      return;
    }
    const slot = this.host.workers === 0 || !this.queue.hasRoom() ? -1 : (this.freeSlots.pop() ?? -1);
    const blocks = slot < 0 ? undefined : this.place(job);
    if (blocks === undefined) {
      if (slot >= 0) this.freeSlots.push(slot);
      this.host.point("frame:before-keep");
      const copy = copyJob(job, this.images.take(job.image.length));
      this.keep({ ticket, contract, entry, slot: -1, job: copy, blocks, outcome: undefined });
      return;
    }
    const thread: LiveThread = { ticket, contract, entry, slot, job: undefined, blocks, outcome: undefined };
    this.keep(thread);
    this.liveBySlot[slot] = thread;
    this.queue.set(slot, Slot.jobOffset, blocks.job.offset);
    this.queue.set(slot, Slot.world, this.host.world());
    this.host.point("frame:before-publish");
    this.queue.publish(slot, expected);
    this.host.point("frame:after-publish");
  }

  finish(ticket: number, meanwhile: () => boolean = nothingElse): ThreadOutcome {
    const thread = this.take(ticket);
    this.host.point("frame:before-finish");
    try {
      const outcome =
        thread.outcome ?? (thread.job !== undefined ? this.host.run(thread.job) : this.await(thread, meanwhile));
      invariant(outcome.ticket === ticket, "a thread's outcome carries its ticket");
      this.expected.learn(thread.contract, thread.entry, outcome);
      return outcome;
    } finally {
      this.host.point("frame:before-release");
      this.release(thread);
    }
  }

  cancel(ticket: number): void {
    const thread = this.take(ticket);
    this.host.point("frame:before-cancel");
    if (thread.slot < 0) return this.release(thread);
    const running =
      !this.queue.claim(thread.slot, FRAME_CLAIMANT) && this.queue.state(thread.slot) === JobState.claimed;
    if (running && thread.outcome === undefined) this.abandoned.add(thread);
    else this.release(thread);
  }

  end(): void {
    invariant(this.liveCount === 0, "a transaction ends without live threads");
    this.host.point("frame:before-end");
    this.queue.end();
    this.live.length = 0;
    this.used.forget();
    this.sweep();
    this.snapshots.drop();
    this.contexts.drop();
    invariant(this.abandoned.size > 0 || this.arena.blocks === 0, "nothing is left in the arena");
  }

  /** Ends a transaction that failed in the host: nothing of it stays. */
  abort(): void {
    for (const thread of [...this.live]) if (thread !== undefined) this.cancel(thread.ticket);
    this.end();
  }

  /** Cancelled threads that workers still run. */
  strays(): StrayJob[] {
    this.sweep();
    return [...this.abandoned].map(({ slot }) => {
      const worker = threadIndex(claimantOf(this.queue.stateWord(slot)));
      return { slot, serial: this.queue.get(slot, Slot.serial), worker };
    });
  }

  private keep(thread: LiveThread): void {
    invariant(this.live[thread.ticket] === undefined, "a ticket is started once");
    this.live[thread.ticket] = thread;
    this.liveCount++;
  }

  private take(ticket: number): LiveThread {
    const thread = this.live[ticket];
    invariant(thread !== undefined, "only a live thread is finished or cancelled");
    this.live[ticket] = undefined;
    this.liveCount--;
    return thread;
  }

  /** Copies a job into the arena; undefined, with nothing taken, when there is no room. */
  private place(job: ThreadJob): JobBlocks | undefined {
    if (this.abandoned.size > 0) this.sweep();
    const imageAt = toCacheLine(jobRecordLength(job));
    const used = this.used.of(job.contract, job.image);
    const image = used === job.image.length ? job.image : job.image.subarray(0, used);
    const record = this.arena.allocate(imageAt + image.length);
    if (record === undefined) return undefined;
    const snapshot = this.snapshots.hold(job.snapshot);
    const context = snapshot === undefined ? undefined : this.contexts.hold(job.context);
    if (snapshot === undefined || context === undefined) {
      if (snapshot !== undefined) this.snapshots.release(snapshot);
      this.arena.release(record);
      return undefined;
    }
    const imageOffset = record.offset + imageAt;
    copyBytes(this.views.bytes, image, imageOffset);
    writeJobRecord(this.views, record.offset, job, { imageOffset, imageLength: image.length, snapshot, context });
    return { job: record, snapshot, context };
  }

  /** Waits for a thread that was handed over, and works meanwhile. */
  private await(thread: LiveThread, meanwhile: () => boolean): ThreadOutcome {
    const { queue } = this;
    if (thread.outcome !== undefined) return thread.outcome;
    if (queue.claim(thread.slot, FRAME_CLAIMANT)) return this.runHere(thread);
    for (;;) {
      const state = queue.stateWord(thread.slot);
      const kind = queue.state(thread.slot);
      if (kind === JobState.done) return this.readOutcome(thread);
      if (kind === JobState.overflow || kind === JobState.lost) return this.runHere(thread);
      invariant(kind === JobState.claimed, "an awaited job is claimed, or has ended");
      this.host.point("frame:before-help");
      if (meanwhile() || this.help()) continue;
      this.host.point("frame:before-wait", thread.slot);
      queue.waitForEnd(thread.slot, state);
    }
  }

  /** Runs one job that nobody has started; false when there is none. */
  private help(): boolean {
    const slot = this.queue.claimAny(FRAME_CLAIMANT);
    if (slot < 0) return false;
    const thread = this.liveBySlot[slot];
    invariant(thread !== undefined, "a queued job belongs to a live thread");
    thread.outcome = this.runHere(thread);
    return true;
  }

  private runHere(thread: LiveThread): ThreadOutcome {
    return this.host.run(this.reader.read(this.queue.get(thread.slot, Slot.jobOffset)));
  }

  private readOutcome(thread: LiveThread): ThreadOutcome {
    this.host.point("frame:before-read");
    // Counted here, where nobody else writes: a word that all workers count in goes from core to core.
    Atomics.add(this.queue.words, Control.workerJobs, 1);
    return readOutcome(this.outcomes, this.queue.get(thread.slot, Slot.outcomeOffset));
  }

  /** Gives back everything a thread occupies. */
  private release(thread: LiveThread): void {
    if (thread.job !== undefined) this.images.give(thread.job.image);
    if (thread.slot < 0) return;
    invariant(thread.blocks !== undefined, "a thread that was handed over has blocks");
    this.liveBySlot[thread.slot] = undefined;
    this.queue.release(thread.slot);
    this.freeSlots.push(thread.slot);
    this.arena.release(thread.blocks.job);
    this.snapshots.release(thread.blocks.snapshot);
    this.contexts.release(thread.blocks.context);
  }

  private sweep(): void {
    for (const thread of this.abandoned) {
      if (this.queue.state(thread.slot) === JobState.claimed) continue;
      this.abandoned.delete(thread);
      this.release(thread);
    }
  }
}

function nothingElse(): boolean {
  return false;
}
