import type { DiagnosticMessage, Range } from "assemblyscript" with { "resolution-mode": "import" };

/** A change of a source file: the characters from `start` up to and without `end` become `text`. */
export interface Edit {
  /** As asc knows the file: relative to the base directory. */
  readonly path: string;
  /** Counted in UTF-16 units from the beginning of the file, as are the compiler's own ranges. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A way to repair what a diagnostic is about, complete in itself. */
export interface Fix {
  /** What it does, in a few words that begin with a verb. */
  readonly title: string;
  /** In source order, without overlaps. */
  readonly edits: readonly Edit[];
}

// Registered, so that a command sees what another copy of this package, named in asconfig.json, has attached.
const attached = Symbol.for("@threaded-contract/fixes");

/** Puts text into the place of a range. */
export function replace(range: Range, text: string): Edit {
  return { path: range.source.normalizedPath, start: range.start, end: range.end, text };
}

/** Puts text before a position of a file. */
export function insert({ source }: Range, position: number, text: string): Edit {
  return { path: source.normalizedPath, start: position, end: position, text };
}

/** Offers fixes with a diagnostic, the best one first. asc hands on texts and ranges only, so they hang on the message itself. */
export function attachFixes(diagnostic: DiagnosticMessage, fixes: readonly Fix[]): void {
  if (fixes.length > 0) Object.defineProperty(diagnostic, attached, { value: fixes });
}

/** The fixes that are offered with a diagnostic of a program. */
export function fixesOf(diagnostic: DiagnosticMessage): readonly Fix[] {
  return (diagnostic as unknown as Record<symbol, readonly Fix[] | undefined>)[attached] ?? [];
}
