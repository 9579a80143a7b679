import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runCompilerCommand } from "../support/compilers/command";
import { inRepository } from "../tasks/repository";

const TRANSFORMS = {
  checks: "@threaded-contract/transform",
  // Tests alone can reach it: no package has this file.
  "no checks": inRepository("transform", "test", "support", "without-checks.mjs"),
} as const;

const parent = inRepository("node_modules", ".cache", "threaded-contract");
let folder: string | undefined;

/** What became of a program. */
export interface Compiled {
  /** Codes of the errors, in the order of the output. */
  readonly codes: readonly string[];
  /** Null when nothing was written. */
  readonly wasm: Uint8Array | null;
}

/** Compiles a contract with the checks of what threads may do, or without them. */
export async function compileWith(transform: keyof typeof TRANSFORMS, text: string): Promise<Compiled> {
  if (folder === undefined) {
    mkdirSync(parent, { recursive: true });
    folder = mkdtempSync(path.join(parent, "agreement-"));
  }
  const output = path.join(folder, "contract.wasm");
  rmSync(output, { force: true });
  writeFileSync(path.join(folder, "index.ts"), text);
  const args = ["index.ts", "-o", output, "--noColors", "--runtime", "stub", "--transform", TRANSFORMS[transform]];
  const { stderr } = await runCompilerCommand({ command: "asc", compiler: "assemblyscript", folder, args });
  const codes = [...stderr.matchAll(/^ERROR (\w+): (TC\d{4}: )?/gm)].map(
    ([, number, code]) => code?.slice(0, 6) ?? number!,
  );
  return { codes, wasm: existsSync(output) ? new Uint8Array(readFileSync(output)) : null };
}

/** Removes what was written. */
export function removeOutput(): void {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}
