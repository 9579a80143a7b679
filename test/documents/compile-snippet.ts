import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "../tasks/repository";

/**
 * Compiles a contract as an author would, from `assembly/index.ts`, and returns what the compiler prints.
 *
 * The folder is inside the repository, where the packages are found, and is ignored by git.
 */
export function compileSnippet(source: string): { status: number | null; output: string } {
  const parent = path.join(repositoryRoot, "test/documents/build");
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(path.join(parent, "snippet-"));
  try {
    mkdirSync(path.join(folder, "assembly"));
    writeFileSync(path.join(folder, "assembly/index.ts"), source);
    const asc = path.join(repositoryRoot, "node_modules/assemblyscript/bin/asc.js");
    const args = [
      asc,
      "--noColors",
      "assembly/index.ts",
      "--outFile",
      "contract.wasm",
      "--transform",
      "@threaded-contract/transform",
    ];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
    return { status, output: stdout + stderr };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
