import { invariant } from "../errors";
import type { ThreadJob, ThreadOutcome } from "../threads/backend";
import { forgetSome } from "./forgetting";

/**
 * Gas below which a thread is run where it is spawned: handing a job over costs both sides about 5 µs, and a unit of
 * gas is about a nanosecond or less (runtime/docs/performance.md).
 */
export const HAND_OVER_BREAK_EVEN_GAS = 12_000;

/** Spawn places whose work is remembered; beyond that the memory starts over. */
const PLACES_MAXIMUM = 4_096;

const ENTRIES = 0x1_0000_0000;

/**
 * How much gas threads of a spawn place are likely to use, from those that ran before. It decides where a job runs and
 * whether a worker is woken for it, never what comes out.
 */
export class ExpectedWork {
  private readonly seen = new Map<number, number>();

  /** Gas that the job is likely to use: no more than its budget, which is all that is known of a place at first. */
  of(job: ThreadJob): number {
    const seen = this.seen.get(placeOf(job.contract, job.entry));
    return Math.min(seen ?? Infinity, Number(job.gas));
  }

  /** Learns from a thread that has ended: heavy ones count at once, light ones little by little. */
  learn(contract: number, entry: number, { gasUsed }: ThreadOutcome): void {
    invariant(gasUsed >= 0n, "a thread uses gas");
    const place = placeOf(contract, entry);
    const before = this.seen.get(place) ?? 0;
    if (this.seen.size >= PLACES_MAXIMUM) this.seen.clear();
    this.seen.set(place, Math.max(Number(gasUsed), forgetSome(before)));
  }
}

function placeOf(contract: number, entry: number): number {
  invariant(contract >= 0 && entry >= 0 && entry < ENTRIES, "a spawn place is a contract and a table index");
  return contract * ENTRIES + entry;
}
