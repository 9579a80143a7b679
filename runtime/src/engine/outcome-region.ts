import { JobState, Slot, type SharedBuffers } from "../protocol";
import type { ThreadOutcome } from "../threads/backend";
import { writeOutcome } from "./outcome-record";
import type { JobQueue } from "./queue";
import { viewsOf, type SharedViews } from "./shared-views";

/**
 * The part of the outcome buffer one thread worker writes: outcomes follow each other, and the region starts over
 * as soon as the frame worker has read them all.
 */
export class OutcomeRegion {
  private readonly start: number;
  private readonly end: number;
  private readonly outcomes: SharedViews;
  private next: number;
  /** Slots whose outcomes lie in the region, oldest first. */
  private readonly filled: number[] = [];

  constructor(
    shared: SharedBuffers,
    private readonly queue: JobQueue,
    private readonly claimant: number,
    index: number,
  ) {
    this.outcomes = viewsOf(shared.outcomes);
    this.start = index * shared.outcomeBytes;
    this.end = this.start + shared.outcomeBytes;
    this.next = this.start;
    // A worker that takes the place of a dead one finds the outcomes that one left.
    for (const slot of queue.slotsDoneBy(claimant)) this.keep(slot);
  }

  /** Writes an outcome and completes its slot, with what it was if it does not fit. */
  complete(slot: number, outcome: ThreadOutcome): void {
    this.dropRead();
    const length = writeOutcome(this.outcomes, this.next, this.end - this.next, outcome);
    if (length < 0) {
      this.queue.complete(slot, JobState.overflow, this.claimant);
      return;
    }
    this.queue.set(slot, Slot.outcomeOffset, this.next);
    this.queue.set(slot, Slot.outcomeLength, length);
    this.keep(slot);
    this.queue.complete(slot, JobState.done, this.claimant);
  }

  /** Starts the region over once every outcome in it has been read; looks at the newest first, to be done quickly. */
  private dropRead(): void {
    for (let newest = this.filled.at(-1); newest !== undefined; newest = this.filled.at(-1)) {
      if (this.queue.isDoneBy(newest, this.claimant)) return;
      this.filled.pop();
    }
    this.next = this.start;
  }

  private keep(slot: number): void {
    this.filled.push(slot);
    const after = this.queue.get(slot, Slot.outcomeOffset) + this.queue.get(slot, Slot.outcomeLength);
    this.next = Math.max(this.next, (after + 7) & ~7);
  }
}
