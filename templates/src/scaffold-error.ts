/** The codes of the catalogue of `@threaded-contract/transform` that this command uses. */
export type ScaffoldCode = "TC6014" | "TC6015";

/**
 * An error of this command, in the shape of `ThreadedContractError`. It is a class of its own, so that `npx` does not have
 * to fetch the compiler tools before the first question.
 *
 * @example
 * ```ts
 * const isUnwritable = (error: unknown) => error instanceof ScaffoldError && error.code === "TC6015";
 * ```
 */
export class ScaffoldError extends Error {
  override readonly name = "ThreadedContractError";
  readonly code: ScaffoldCode;
  readonly shortMessage: string;
  readonly details: readonly string[];
  readonly docsUrl: string;

  constructor(code: ScaffoldCode, shortMessage: string, details: readonly string[] = [], cause?: unknown) {
    super([`${code}: ${shortMessage}`, ...details].join("\n"), cause === undefined ? undefined : { cause });
    this.code = code;
    this.shortMessage = shortMessage;
    this.details = details;
    this.docsUrl = `https://unpkg.com/@threaded-contract/transform/docs/${code}.md`;
  }
}

/** An option that cannot be used, with the reason and what to do. */
export function invalidOption(option: string, reason: string, help: string): ScaffoldError {
  return new ScaffoldError("TC6014", `The option '${option}' is not valid: ${reason}.`, [`Help: ${help}`]);
}
