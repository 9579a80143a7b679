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
 * The lines of an error's stack that are places in WebAssembly code: those of the innermost run of such lines.
 *
 * Test frameworks replace the function that writes stacks, so ours is put in its place while the stack is written; a
 * stack that is written already is read as text. The first look at an error decides what it says from then on.
 */
function wasmLines(error: Error): string[] {
  const holder = Error as unknown as { prepareStackTrace: StackPreparer };
  const other = holder.prepareStackTrace;
  holder.prepareStackTrace = (_, sites) => sites.map(String).join("\n");
  try {
    const lines = (error.stack ?? "").split("\n").map((line) => line.trimEnd());
    const first = lines.findIndex((line) => WASM_FRAME.test(line));
    if (first < 0) return [];
    const length = lines.slice(first).findIndex((line) => !WASM_FRAME.test(line));
    return lines.slice(first, length < 0 ? undefined : first + length);
  } finally {
    holder.prepareStackTrace = other;
  }
}

function placeOf(line: string): TrapFrame {
  const match = WASM_FRAME.exec(line)!;
  return { functionIndex: Number(match[1]), offset: Number.parseInt(match[2]!, 16) };
}

/**
 * Where a trap happened, from the error that the engine threw, or undefined if it does not say.
 *
 * The engine must be allowed at least one stack frame (`Error.stackTraceLimit`). A metered module has no names of the
 * contract's choosing, so nothing in the text but the engine's own words can look like a place.
 */
export function trapFrame(error: unknown): TrapFrame | undefined {
  if (!(error instanceof Error) || error.name !== "RuntimeError") return undefined;
  const [line] = wasmLines(error);
  return line === undefined ? undefined : placeOf(line);
}

/** The places in WebAssembly code that were active when an error was made, the innermost first; for traces alone. */
export function activeFrames(error: Error): TrapFrame[] {
  return wasmLines(error).map(placeOf);
}
