/** One place of a built file, and what stands there instead. */
export interface Edit {
  /** Path below the runtime's `dist`, without `.js`. */
  readonly file: string;
  /** Text that occurs exactly once. */
  readonly find: string;
  readonly replace: string;
}

/** A runtime that breaks one rule on purpose. */
export interface Mutant {
  readonly name: string;
  /** The ruling that it breaks, such as `"G-4"`. */
  readonly ruling: string;
  readonly edits: readonly Edit[];
  /** Whether what it breaks is seen only by programs made for it, so that the fixtures are run first. */
  readonly conformance?: true;
}

/** A mutant of one edit. */
export function mutant(ruling: string, name: string, file: string, find: string, replace: string): Mutant {
  return { name, ruling, edits: [{ file, find, replace }] };
}
