import { receiveMessageOnPort, type MessagePort } from "node:worker_threads";
import { invariant } from "../errors";
import {
  Control,
  JobState,
  Slot,
  threadClaimant,
  type Numbered,
  type ToThreadWorker,
  type WorkerBoot,
} from "../protocol";
import { runThread } from "../threads/run-thread";
import type { World } from "../world";
import { JobReader } from "./job-record";
import { OutcomeRegion } from "./outcome-region";
import { Inbox } from "./outbox";
import { JobQueue } from "./queue";
import { createPointHook, type PointHook } from "./test-hooks";
import { WorkerWorlds } from "./worker-worlds";

/**
 * A thread worker's life: claim a job, run it, publish its outcome; spin a little and sleep when there is none.
 * It returns to its event loop only to sleep, so messages are taken from the port when a job names a world it does not know.
 */
export class ThreadWorker {
  private readonly queue: JobQueue;
  private readonly reader: JobReader;
  private readonly outcomes: OutcomeRegion;
  private readonly worlds = new WorkerWorlds();
  private readonly claimant: number;
  private readonly point: PointHook;
  private readonly inbox = new Inbox();

  constructor(
    boot: WorkerBoot,
    private readonly port: MessagePort,
  ) {
    this.claimant = threadClaimant(boot.index);
    this.queue = new JobQueue(new Int32Array(boot.shared.control));
    this.reader = new JobReader(boot.shared.arena);
    this.outcomes = new OutcomeRegion(boot.shared, this.queue, this.claimant, boot.index);
    this.point = createPointHook(boot.hooks, this.claimant);
  }

  /** Works until the engine stops. */
  start(): void {
    this.worlds.reserveMemory();
    this.port.ref(); // or the event loop would end while it sleeps
    this.work();
  }

  private work(): void {
    const { words } = this.queue;
    for (;;) {
      const signal = Atomics.load(words, Control.signal);
      if (Atomics.load(words, Control.stop) !== 0) return this.port.unref();
      const slot = this.queue.claimAny(this.claimant);
      if (slot >= 0) this.runSlot(slot);
      else {
        const sleep = this.queue.lookForWork(signal) ? undefined : this.queue.sleep(signal);
        // What it throws ends the worker, as what is thrown before its first sleep does.
        if (sleep !== undefined) return void sleep.then(() => this.goOn());
        this.point("thread:awake");
      }
    }
  }

  private goOn(): void {
    this.queue.awake();
    this.point("thread:awake");
    this.work();
  }

  private runSlot(slot: number): void {
    invariant(this.queue.state(slot) === JobState.claimed, "only a claimed job is run");
    this.point("thread:claimed");
    const world = this.worldOf(slot);
    let outcome;
    try {
      const job = this.reader.read(this.queue.get(slot, Slot.jobOffset));
      this.point("thread:before-run");
      outcome = runThread(job, world);
      this.point("thread:after-run");
    } catch {
      // Not the contract's failure but the host's. The joiner runs the job again, and reports it if it lasts.
      this.queue.complete(slot, JobState.lost, this.claimant);
      return;
    }
    this.outcomes.complete(slot, outcome);
    this.point("thread:completed");
  }

  /** The world of a job. A worker that was not told of it is of no use any more: its replacement is told everything. */
  private worldOf(slot: number): World {
    this.point("thread:before-world");
    try {
      return this.world(this.queue.get(slot, Slot.world));
    } catch (error) {
      this.queue.complete(slot, JobState.lost, this.claimant);
      throw error;
    }
  }

  private world(number: number): World {
    for (;;) {
      const world = this.worlds.find(number);
      if (world !== undefined) return world;
      const received = receiveMessageOnPort(this.port);
      invariant(received !== undefined, "a world is sent before the jobs that need it");
      const message = received.message as Numbered<ToThreadWorker>;
      if (this.inbox.accept(message)) this.worlds.receive(message);
    }
  }
}
