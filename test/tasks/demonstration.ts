import type { CallOptions, Chain, ChainOptions, Receipt } from "@threaded-contract/runtime";

/** A call whose receipt is looked at, whatever its value is. */
export type DemonstrationCall = (options: CallOptions) => Promise<Receipt<unknown>>;

/** The same work with threads and without. */
export interface Work {
  readonly parallel: DemonstrationCall;
  readonly sequence: DemonstrationCall;
}

/** What `npm start -- <example>` runs. */
export interface Demonstration {
  readonly example: string;
  readonly title: string;
  readonly options?: ChainOptions;
  /** Deploys what is needed. */
  prepare(chain: Chain): Promise<Work>;
}
