import type { ParseArgsConfig } from "node:util";

/** Where a command writes; `process` is one. */
export interface Terminal {
  readonly stdout: { write(text: string): unknown; readonly isTTY?: boolean };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean };
}

/** What was written on the command line after the command's name. */
export interface Input {
  readonly positionals: readonly string[];
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
}

/** What a command ends with: nothing wrong, something found, or used in a wrong way. */
export const ExitCode = Object.freeze({ ok: 0, found: 1, usage: 2 });

/** One command of `threaded-contract`. */
export interface Command {
  readonly name: string;
  /** As it is written, such as `check <file.ts> [--json]`. */
  readonly synopsis: string;
  /** What it does, in one line. */
  readonly summary: string;
  readonly options: NonNullable<ParseArgsConfig["options"]>;
  /** The numbers of arguments it takes. */
  readonly operands: { readonly minimum: number; readonly maximum: number };
  run(input: Input, terminal: Terminal): Promise<number>;
}

/** A wrong use of the command line, told to the user without a code. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
