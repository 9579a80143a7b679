import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const asc = join(createRequire(__filename).resolve("assemblyscript/package.json"), "..", "bin", "asc.js");

/**
 * Compiles AssemblyScript text with the plain compiler, without our transform.
 *
 * @param flags such as `["-O3", "--runtime", "stub"]`
 */
export function compileAssemblyScript(source: string, flags: readonly string[] = ["-O2"]): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), "threaded-contract-"));
  try {
    writeFileSync(join(folder, "index.ts"), source);
    execFileSync(process.execPath, [asc, "index.ts", "-o", "out.wasm", ...flags], { cwd: folder, stdio: "pipe" });
    return new Uint8Array(readFileSync(join(folder, "out.wasm")));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
