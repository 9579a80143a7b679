import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCompilerCommand } from "../compilers/command";

/**
 * Compiles AssemblyScript text with the plain compiler, without our transform.
 *
 * @param flags such as `["-O3", "--runtime", "stub"]`
 */
export async function compileAssemblyScript(source: string, flags: readonly string[] = ["-O2"]): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), "threaded-contract-"));
  try {
    await writeFile(join(folder, "index.ts"), source);
    const args = ["index.ts", "-o", "out.wasm", "--noColors", ...flags];
    const { stderr, exitCode } = await runCompilerCommand({ command: "asc", compiler: "assemblyscript", folder, args });
    if (exitCode !== 0) throw new Error(`The program does not compile:\n${stderr}`);
    return new Uint8Array(await readFile(join(folder, "out.wasm")));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
