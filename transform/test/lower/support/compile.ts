import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { runCompilerCommand } from "../../../../test/support/compilers/command";

const root = resolve(__dirname, "../../../..");
const transform = join(root, "transform/dist/index.js");

/** The compilers that contracts may be built with. */
export const compilers = ["assemblyscript", "assemblyscript-0.28.14", "@btc-vision/assemblyscript"] as const;
export type CompilerName = (typeof compilers)[number];

/** The memory managers that contracts may be built with. */
export const runtimes = ["incremental", "minimal", "stub"] as const;
export type RuntimeName = (typeof runtimes)[number];

export interface CompileOptions {
  readonly compiler?: CompilerName;
  readonly runtime?: RuntimeName;
  readonly flags?: readonly string[];
  /** Whether asc is given the product's transform. */
  readonly transform?: boolean;
}

/** What asc made of a program. */
export interface CompileResult {
  /** The binary; null when asc refused the program. */
  readonly bytes: Uint8Array | null;
  /** What asc printed. */
  readonly output: string;
  readonly exitCode: number;
  /** The texts of the other files that asc left beside the binary, by name. */
  readonly files: Readonly<Record<string, string>>;
}

async function runAsc(directory: string, source: string, options: CompileOptions): Promise<CompileResult> {
  if (!existsSync(transform)) throw new Error("build the transform first: npx tsc -b transform");
  const { compiler = "assemblyscript", runtime = "stub", flags = [] } = options;
  const folder = await mkdtemp(join(tmpdir(), "threaded-contract-build-"));
  const outFile = join(folder, "contract.wasm");
  // A configuration file that does not exist keeps the repository's own away.
  const args = [source, "--config", "none.json", "--runtime", runtime, "-o", outFile, "--noColors", ...flags];
  if (options.transform !== false) args.push("--transform", transform);
  try {
    const { stdout, stderr, exitCode } = await runCompilerCommand({
      command: "asc",
      compiler,
      folder: directory,
      args,
    });
    const bytes = existsSync(outFile) ? new Uint8Array(await readFile(outFile)) : null;
    const files: Record<string, string> = {};
    for (const name of ["contract.abi.json", "contract.client.ts"]) {
      if (existsSync(join(folder, name))) files[name] = await readFile(join(folder, name), "utf8");
    }
    return { bytes, output: stdout + stderr, exitCode, files };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Compiles a program given as texts by file name, the first of which is the entry. */
export async function compileProgram(
  sources: Readonly<Record<string, string>> | string,
  options: CompileOptions = {},
): Promise<CompileResult> {
  const files = typeof sources === "string" ? { "index.ts": sources } : sources;
  const directory = await mkdtemp(join(tmpdir(), "threaded-contract-source-"));
  try {
    await symlink(join(root, "node_modules"), join(directory, "node_modules"));
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(directory, name)), { recursive: true });
      await writeFile(join(directory, name), text);
    }
    return await runAsc(directory, Object.keys(files)[0]!, options);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Compiles a file of the repository; it must compile. */
export async function compileFile(path: string, options: CompileOptions = {}): Promise<Uint8Array> {
  const { bytes, output } = await runAsc(root, path, options);
  if (bytes === null) throw new Error(`${path} does not compile with ${JSON.stringify(options)}:\n${output}`);
  return bytes;
}
