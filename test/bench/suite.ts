import type { Samples } from "./samples";

/** One row of the benchmark's table: a ratio against its bar. */
export interface Figure {
  readonly name: string;
  readonly ratio: Samples;
  /** What is to be reached, and in which direction; none for a figure that only informs. */
  readonly bar?: { readonly value: number; readonly is: "at least" | "at most" };
  /** The times behind the ratio, for the reader. */
  readonly note: string;
}

/** How much is measured: `--short` only shows that everything runs. */
export interface Effort {
  readonly short: boolean;
}

/** A part of the benchmark that can be run alone: `npm run bench -- <name>`. */
export interface Suite {
  readonly name: string;
  measure(effort: Effort): Promise<Figure[]>;
}
