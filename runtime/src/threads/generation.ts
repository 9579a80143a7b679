import { invariant } from "../errors";
import type { Overlay } from "../storage/overlay";
import { noBytes } from "../storage/words";
import { JoinedThreads } from "./joined-threads";
import { encodeStale } from "./stale";

/**
 * The time from a frame's first spawn, with no handle unjoined before it, until none is unjoined again (S-2, X-2).
 * All its threads read the snapshot taken at its first spawn; a slot written later is stale for the threads still to come.
 */
export class Generation {
  private unjoined = 0;
  private staleAt = -1;
  private stale: Uint8Array = noBytes;
  /** Flat table of what the transaction had written when the generation began. */
  readonly snapshot: Uint8Array;
  /** Number of the last write before the snapshot. */
  readonly start: number;
  /** What its joined threads used, for the discount of those to come (G-8). */
  readonly joined = new JoinedThreads();

  constructor(
    /** Counted over the transaction, from 1. */
    readonly id: number,
    /** Ticket of the spawn that took the snapshot. */
    readonly firstTicket: number,
    private readonly overlay: Overlay,
  ) {
    this.snapshot = overlay.publish();
    this.start = overlay.sequence;
    this.staleAt = overlay.sequence;
    invariant(id > 0 && firstTicket > 0, "generations and tickets are counted from 1");
  }

  /** Whether any of its threads is unjoined. */
  get live(): boolean {
    return this.unjoined > 0;
  }

  /**
   * The slots written since the snapshot, encoded for a job; the same array while nothing more is written (S-3).
   * @param writers who has words for the number of a writer
   */
  staleSlots(writers: { describeWriter(writer: number): string }): Uint8Array {
    if (this.staleAt !== this.overlay.sequence) {
      this.stale = encodeStale(this.overlay.publishSince(this.start), this.firstTicket, (writer) =>
        writers.describeWriter(writer),
      );
      this.staleAt = this.overlay.sequence;
    }
    invariant(this.staleAt >= this.start, "what is stale was written after the snapshot");
    return this.stale;
  }

  /** Who wrote a slot since the snapshot: a ticket, 0 for main, or -1 for nobody. */
  writerOf(key: Uint32Array): number {
    return this.overlay.writerSince(key, this.start);
  }

  add(): void {
    this.unjoined++;
    invariant(this.unjoined > 0, "a generation with a thread is live");
  }

  remove(): void {
    invariant(this.unjoined > 0, "a thread leaves its generation once");
    this.unjoined--;
    invariant(Number.isSafeInteger(this.unjoined) && this.unjoined >= 0, "a generation counts its threads");
  }
}
