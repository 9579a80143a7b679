/** A place in compiled WebAssembly code, as the engine reports it. */
export interface TrapFrame {
  readonly functionIndex: number;
  /** The byte offset in the module that was compiled. */
  readonly offset: number;
}

// `wasm://wasm/1c2d3e4f:wasm-function[12]:0x1ab`, alone or in parentheses after a function's name.
const WASM_FRAME = /wasm:\/\/wasm\/[^\s:]*:wasm-function\[(\d+)\]:0x([0-9a-f]+)\)?$/;

interface CallSite {
  toString(): string;
}

type StackPreparer = ((error: Error, sites: readonly CallSite[]) => unknown) | undefined;

/**
 * The first line of an error's stack, without its message.
 *
 * Test frameworks replace the function that writes stacks, so ours is put in its place while the stack is written; a
 * stack that is written already is read as text.
 */
function topOfStack(error: Error): string | undefined {
  const holder = Error as unknown as { prepareStackTrace: StackPreparer };
  const other = holder.prepareStackTrace;
  holder.prepareStackTrace = (_, sites) => String(sites[0]);
  try {
    const { stack } = error;
    if (stack === undefined) return undefined;
    return stack
      .split("\n")
      .find((line) => WASM_FRAME.test(line.trimEnd()))
      ?.trimEnd();
  } finally {
    holder.prepareStackTrace = other;
  }
}

/**
 * Where a trap happened, from the error that the engine threw, or undefined if it does not say.
 *
 * The engine must be allowed at least one stack frame (`Error.stackTraceLimit`). A metered module has no names of the
 * contract's choosing, so nothing in the text but the engine's own words can look like a place.
 */
export function trapFrame(error: unknown): TrapFrame | undefined {
  if (!(error instanceof Error) || error.name !== "RuntimeError") return undefined;
  const match = WASM_FRAME.exec(topOfStack(error) ?? "");
  if (match === null) return undefined;
  return { functionIndex: Number(match[1]), offset: Number.parseInt(match[2]!, 16) };
}
