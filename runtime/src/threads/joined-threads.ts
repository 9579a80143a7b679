import { invariant } from "../errors";

/**
 * What the joined threads of a generation used, as far as a later join has to know it: a thread was live beside another that was
 * joined before it if it was spawned before that join.
 *
 * Only threads that used more than everyone joined after them are kept, so that a join takes logarithmic time whatever the number.
 */
export class JoinedThreads {
  /** Tickets taken before each join: rising. */
  private readonly tickets: number[] = [];
  /** Gas used: falling. */
  private readonly used: bigint[] = [];

  /** @param ticketsAtJoin tickets taken before this join; never fewer than at the join before */
  add(ticketsAtJoin: number, gasUsed: bigint): void {
    invariant(ticketsAtJoin >= (this.tickets.at(-1) ?? 0), "joins are added in program order");
    while ((this.used.at(-1) ?? gasUsed + 1n) <= gasUsed) {
      this.used.pop();
      this.tickets.pop();
    }
    this.tickets.push(ticketsAtJoin);
    this.used.push(gasUsed);
    invariant(this.used.length === this.tickets.length, "every join has its gas");
  }

  /** The most gas that a thread used whose join came after the spawn with this ticket; 0 if there is none. */
  longestAfter(ticket: number): bigint {
    let [low, high] = [0, this.tickets.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.tickets[middle]! >= ticket) high = middle;
      else low = middle + 1;
    }
    return this.used[low] ?? 0n;
  }
}
