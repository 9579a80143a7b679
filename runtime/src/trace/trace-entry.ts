import type { Address } from "../chain/address";

/** A place in a contract that was active when something failed. */
export interface TraceEntry {
  readonly contract: Address;
  /** Name of the function by the module's names or exports; `function 12` without one. */
  readonly function: string;
  /** `file:line:column` by the source map, lines and columns from 1; null without a map. */
  readonly place: string | null;
  /** Index of the function in the module, imports counted. */
  readonly functionIndex: number;
  /** Byte offset in the module of the instruction that trapped, or of the call. */
  readonly offset: number;
}

/** Where something failed. It is no part of a receipt's bytes. */
export interface FailureTrace {
  /** The innermost function first. */
  readonly places: readonly TraceEntry[];
  /** Where the main execution made the write that the failure is about (`TC4005`, rulings S-3 and S-4); else empty. */
  readonly write: readonly TraceEntry[];
}

/** Entries of a trace that messages show. */
const SHOWN_MAXIMUM = 8;

/** An entry in words: `transfer (assembly/index.ts:12:3)`. */
export function traceEntryText({ function: name, place, offset }: TraceEntry): string {
  return `${name} (${place ?? `byte ${offset} of the module`})`;
}

/** The lines that messages show: those of libraries before the author's first are left out, if there are such. */
export function traceLines({ places, write }: FailureTrace): string[] {
  const lines = fromAuthor(places).map((entry) => `at ${traceEntryText(entry)}`);
  return [...lines, ...fromAuthor(write).map((entry) => `written at ${traceEntryText(entry)}`)];
}

/** The entries from the first on that is in the author's own files. */
function fromAuthor(entries: readonly TraceEntry[]): readonly TraceEntry[] {
  const first = entries.findIndex(({ place }) => place !== null && !place.startsWith("~lib/"));
  return entries.slice(Math.max(0, first)).slice(0, SHOWN_MAXIMUM);
}
