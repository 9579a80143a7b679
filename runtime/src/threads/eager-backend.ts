import { invariant } from "../errors";
import type { World } from "../world";
import type { ThreadBackend, ThreadJob, ThreadOutcome } from "./backend";
import { runThread } from "./run-thread";

/** Runs every thread at its spawn, in the spawner's own process: serial elision, the first of its two orders. */
export class EagerBackend implements ThreadBackend {
  readonly name = "eager";
  private readonly outcomes = new Map<number, ThreadOutcome>();

  constructor(private readonly world: World) {}

  start(job: ThreadJob): void {
    invariant(!this.outcomes.has(job.ticket), "a ticket is started once");
    this.outcomes.set(job.ticket, runThread(job, this.world));
  }

  finish(ticket: number): ThreadOutcome {
    const outcome = this.outcomes.get(ticket);
    invariant(outcome !== undefined, "a ticket is started before it is finished");
    this.outcomes.delete(ticket);
    invariant(outcome.ticket === ticket, "a thread's outcome carries its ticket");
    return outcome;
  }

  cancel(ticket: number): void {
    invariant(this.outcomes.delete(ticket), "only a started ticket is cancelled");
  }

  end(): void {
    invariant(this.outcomes.size === 0, "no ticket outlives its transaction");
  }
}
