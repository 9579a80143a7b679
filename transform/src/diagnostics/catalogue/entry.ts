/** How loud a diagnostic is; only errors stop a build. */
export type Severity = "error" | "warning" | "information";

/**
 * Where a code is found: `syntax` and `types` while compiling, `reachability` on the compiled call graph,
 * `admission` on a finished module, `runtime` while a transaction runs, `usage` in a wrong call of our API,
 * `project` while compiling, in how the project is put together.
 */
export type Layer = "syntax" | "types" | "reachability" | "admission" | "runtime" | "usage" | "project";

/** What is known about one code, apart from its page in `docs/`. */
export interface CatalogueEntry {
  /** A few words, the heading of the page. */
  readonly title: string;
  /** What is wrong, in one sentence; `{name}` marks a value that the caller supplies. */
  readonly message: string;
  /** Why it is refused. */
  readonly why: string;
  /** What to do about it. */
  readonly help: string;
  readonly severity: Severity;
  readonly layers: readonly Layer[];
}
