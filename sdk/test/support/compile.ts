import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { runCompilerCommand } from "../../../test/support/compilers/command";

const root = resolve(__dirname, "../../..");
const transform = join(root, "transform/dist/index.js");

/** The compilers that contracts may be built with. */
export const compilers = ["assemblyscript", "assemblyscript-0.28.14", "@btc-vision/assemblyscript"] as const;
export type CompilerName = (typeof compilers)[number];

/** The memory managers that contracts may be built with. */
export const runtimes = ["incremental", "minimal", "stub"] as const;
export type RuntimeName = (typeof runtimes)[number];

/** A compiled contract, or what asc said against it. */
export interface Compilation {
  readonly bytes: Uint8Array | null;
  readonly output: string;
}

export interface CompileOptions {
  readonly compiler?: CompilerName;
  readonly runtime?: RuntimeName;
  readonly flags?: readonly string[];
  /** False for a compilation as by an author who forgot `--transform`. */
  readonly transformed?: boolean;
}

/** Compiles a contract of `sdk/test/contracts` with the product's transform. */
export async function tryCompile(name: string, options: CompileOptions = {}): Promise<Compilation> {
  if (!existsSync(transform)) throw new Error("build the transform first: npx tsc -b transform");
  const { compiler = "assemblyscript", runtime = "stub", flags = [], transformed = true } = options;
  const folder = await mkdtemp(join(tmpdir(), "threaded-contract-sdk-"));
  const outFile = join(folder, "contract.wasm");
  const source = `sdk/test/contracts/${name}.ts`;
  // The repository's asconfig.json is for authors who try things out here; a file that does not exist keeps it away.
  const args = [source, "--noColors", "--config", "none.json", "--runtime", runtime, "-o", outFile, ...flags];
  if (transformed) args.push("--transform", transform);
  try {
    const { stdout, stderr } = await runCompilerCommand({ command: "asc", compiler, folder: root, args });
    return { bytes: existsSync(outFile) ? new Uint8Array(await readFile(outFile)) : null, output: stdout + stderr };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** As `tryCompile`, for contracts that must compile. */
export async function compile(name: string, options: CompileOptions = {}): Promise<Uint8Array> {
  const { bytes, output } = await tryCompile(name, options);
  if (bytes === null) throw new Error(`${name} does not compile:\n${output}`);
  return bytes;
}
