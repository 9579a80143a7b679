import { isCode, type Code, type CodeArguments } from "./diagnostics/catalogue";
import { docsUrl, explain, explainMessage } from "./diagnostics/format";

// Registered, so that two copies of this package recognise each other's errors.
const brand = Symbol.for("@threaded-contract/error");

/** What an error can carry beside its code. */
export interface ThreadedContractErrorOptions {
  /** Facts about this occurrence, one short sentence each. */
  readonly details?: readonly string[];
  readonly cause?: unknown;
}

/**
 * Every error that this product throws.
 *
 * @example
 * ```ts
 * throw new ThreadedContractError("TC6015", { path: "build/x.wasm", reason: "it does not exist" });
 * ```
 */
export class ThreadedContractError<C extends Code = Code> extends Error {
  override readonly name = "ThreadedContractError";
  /** Such as `"TC5001"`; stable, for programs to test. */
  readonly code: C;
  /** What went wrong in one sentence. */
  readonly shortMessage: string;
  readonly details: readonly string[];
  /** The page of this code. */
  readonly docsUrl: string;

  /**
   * @param code a code of the catalogue
   * @param args the values its texts need; or, for an error that came over a wire, its finished short message
   */
  constructor(code: C, args: CodeArguments<C> | string, options: ThreadedContractErrorOptions = {}) {
    const { message, why, help } = typeof args === "string" ? explainMessage(code, args) : explain(code, args);
    const details = Object.freeze([...(options.details ?? [])]);
    const url = docsUrl(code);
    const lines = [`${code}: ${message}`, ...details];
    if (why !== "") lines.push(`Why: ${why}`);
    if (help !== "") lines.push(`Help: ${help}`);
    lines.push(`More: ${url}`);
    super(lines.join("\n"), options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.shortMessage = message;
    this.details = details;
    this.docsUrl = url;
    Object.defineProperty(this, brand, { value: true });
  }
}

/**
 * Whether `value` is an error of this product, even one made by another copy of the package; optionally of one code.
 *
 * @example
 * ```ts
 * const refused = (error: unknown) => isThreadedContractError(error, "TC6007");
 * ```
 */
export function isThreadedContractError<C extends Code = Code>(
  value: unknown,
  code?: C,
): value is ThreadedContractError<C> {
  if (typeof value !== "object" || value === null || !(brand in value)) return false;
  const found = (value as { code?: unknown }).code;
  return typeof found === "string" && isCode(found) && (code === undefined || found === code);
}
