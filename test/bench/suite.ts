import type { Samples } from "./samples";

/** One row of the benchmark's table: a ratio against its bar. */
export interface Figure {
  readonly name: string;
  readonly ratio: Samples;
  /** What a prototype reached on the machine of `runtime/docs/performance.md`, the best that is known to be possible. */
  readonly floor?: string;
  /** What is to be reached, and in which direction; none for a figure that only informs. */
  readonly bar?: Bar;
  /** The times behind the ratio, for the reader. */
  readonly note: string;
}

/** A bound of a figure. */
export interface Bar {
  readonly value: number;
  readonly is: "at least" | "at most";
}

/** A bound from below. */
export const atLeast = (value: number): Bar => ({ value, is: "at least" });

/** A bound from above. */
export const atMost = (value: number): Bar => ({ value, is: "at most" });

/** How much is measured: `--short` only shows that everything runs. */
export interface Effort {
  readonly short: boolean;
}

/** A part of the benchmark that can be run alone: `npm run bench -- <name>`. */
export interface Suite {
  readonly name: string;
  measure(effort: Effort): Promise<Figure[]>;
}
