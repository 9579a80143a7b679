import type { TripCount } from "./counted-loop";

/** In place of an amount of gas: the run ends there, and is repeated with the unmerged meter. */
export const GIVE_UP = Infinity;

/** Gas to take at a place of a function; the place is the byte offset of the shipped instruction before which it is taken. */
export interface Charge {
  readonly offset: number;
  /** Negative where gas comes back; `GIVE_UP` where the function goes no further. */
  readonly gas: number;
  /** Whether what remains is looked at afterwards. */
  readonly checked: boolean;
  /** Set where the gas is for each round of the loop that begins here. */
  readonly rounds: TripCount | null;
}

/** Where a function of the merged module takes gas. */
export interface FunctionPlan {
  /** Sorted by offset. */
  readonly charges: readonly Charge[];
  /** What callers would have to pay; negative if it would be the other way round. */
  readonly entryGas: number;
  /** Whether anything in the function needs the remaining gas. */
  readonly needsGas: boolean;
  /** Whether a `br_if` or `br_table` leads to the function's own label. */
  readonly branchesToEnd: boolean;
}
