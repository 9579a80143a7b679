import type { Origin } from "./findings";

/** What a call does to one handle, or one array of handles, that it is given. */
export type ParameterEffect = "none" | "joined" | "maybe" | "escaped";

/** What calling a function does to handles. */
export interface Summary {
  /** By parameter. */
  readonly parameters: readonly ParameterEffect[];
  /** Threads that are put into the array given as this parameter. */
  readonly added: readonly (readonly Origin[])[];
  /** What it returns: an unjoined thread, an array with some, one of its parameters, or nothing of interest. */
  readonly result:
    | { readonly kind: "thread"; readonly origin: Origin }
    | { readonly kind: "array"; readonly origins: readonly Origin[]; readonly length: number | null }
    | { readonly kind: "parameter"; readonly index: number }
    | null;
}
