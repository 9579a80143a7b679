import { invariant } from "../errors";
import type { World } from "../world";
import type { ThreadBackend, ThreadJob, ThreadOutcome } from "./backend";
import { copyJob } from "./copy-job";
import { ImagePool } from "./image-pool";
import { runThread } from "./run-thread";

/** Runs every thread at its join, in the spawner's own process: serial elision, the second of its two orders. */
export class LazyBackend implements ThreadBackend {
  readonly name = "lazy";
  private readonly jobs = new Map<number, ThreadJob>();
  private readonly images = new ImagePool();

  constructor(private readonly world: World) {}

  start(job: ThreadJob): void {
    invariant(!this.jobs.has(job.ticket), "a ticket is started once");
    this.jobs.set(job.ticket, copyJob(job, this.images.take(job.image.length)));
  }

  finish(ticket: number): ThreadOutcome {
    const job = this.jobs.get(ticket);
    invariant(job !== undefined, "a ticket is started before it is finished");
    this.jobs.delete(ticket);
    const outcome = runThread(job, this.world);
    invariant(outcome.ticket === ticket, "a thread's outcome carries its ticket");
    this.images.give(job.image);
    return outcome;
  }

  cancel(ticket: number): void {
    const job = this.jobs.get(ticket);
    invariant(job !== undefined, "only a started ticket is cancelled");
    this.jobs.delete(ticket);
    this.images.give(job.image);
  }

  end(): void {
    invariant(this.jobs.size === 0, "no ticket outlives its transaction");
  }
}
