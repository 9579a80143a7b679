import { invariant } from "../errors";
import type { TransactionRequest } from "../frame/transaction";
import { forgetSome } from "./forgetting";

/** Methods whose jobs are remembered; beyond that the memory starts over. */
const METHODS_MAXIMUM = 4_096;

const SELECTOR_BYTES = 4;
const SELECTORS = 0x1_0000_0000;

/**
 * How many jobs a method is likely to hand to workers, from its calls before: the most counts at once and fades little by little with
 * calls that hand over less. A worker that is woken in vain costs less than one that the busy frame worker has to wake. It decides how many
 * workers are woken while the request is on its way, never what comes out. Methods of two chains may share an entry, which costs a
 * needless wake-up.
 */
export class ExpectedJobs {
  private readonly seen = new Map<number, number>();

  /** Jobs that the transaction is likely to hand over; none when nothing is known. */
  of(request: TransactionRequest): number {
    return this.seen.get(methodOf(request)) ?? 0;
  }

  /** Learns from a transaction that has ended. */
  learn(request: TransactionRequest, jobs: number): void {
    invariant(jobs >= 0, "jobs are counted up");
    if (this.seen.size >= METHODS_MAXIMUM) this.seen.clear();
    const method = methodOf(request);
    this.seen.set(method, Math.max(jobs, forgetSome(this.seen.get(method) ?? 0)));
    invariant(this.of(request) >= jobs, "no less is expected than was seen last");
  }
}

/** The contract and the selector, in one number. */
function methodOf({ contract, calldata }: TransactionRequest): number {
  let selector = 0;
  for (let i = 0; i < SELECTOR_BYTES; i++) selector = selector * 256 + (calldata[i] ?? 0);
  return contract * SELECTORS + selector;
}
