/** The end of an execution by `env.exit`. */
export class Exit extends Error {
  constructor(
    readonly status: number,
    readonly data: Uint8Array,
  ) {
    super(`exit ${status}: ${revertMessage(data)}`);
  }
}

/** A trap that the host raises; the code is the one that the real host uses. */
export class Trap extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(`${code}: ${message}`);
  }
}

/** How a thread failed, as `thread_try_join` reports it. */
export interface Failure {
  /** 1 out of gas, 2 reverted, 3 trapped. */
  readonly status: number;
  readonly code: number;
  readonly message: string;
}

const ERROR_STRING = "63739d5c";

/** The text of `Error(string)` revert data, or the data in hexadecimal. */
export function revertMessage(data: Uint8Array): string {
  const buffer = Buffer.from(data);
  return buffer.length >= 8 && buffer.toString("hex", 0, 4) === ERROR_STRING
    ? buffer.toString("utf8", 8)
    : buffer.toString("hex");
}

/** What a thrown value means for the thread that threw it. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Exit) return { status: 2, code: 5002, message: revertMessage(error.data) };
  if (error instanceof Trap) {
    const code = Number(error.code.slice(2));
    return { status: code === 5001 ? 1 : code === 5002 ? 2 : 3, code, message: error.message };
  }
  if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) {
    return { status: 3, code: 5003, message: error.message };
  }
  throw error;
}
