import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { runCompilerCommand } from "../../../../test/support/compilers/command";

const repository = join(__dirname, "../../../..");
const contracts = join(__dirname, "../contracts");
const cache = join(repository, "node_modules/.cache/threaded-contract/core");

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(js|ts)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

let toolchain: string | undefined;

/** Changes with every file that decides what the compiler writes. */
function toolchainHash(): string {
  if (toolchain !== undefined) return toolchain;
  const hash = createHash("sha256");
  for (const folder of ["transform/dist", "sdk/assembly"]) {
    for (const file of filesUnder(join(repository, folder))) hash.update(readFileSync(file));
  }
  toolchain = hash.digest("hex");
  return toolchain;
}

async function compile(file: string, flags: readonly string[]): Promise<Uint8Array> {
  const source = readFileSync(join(contracts, file));
  const hash = createHash("sha256").update(toolchainHash()).update(flags.join(" ")).update(source).digest("hex");
  const target = join(cache, `${basename(file, ".ts")}-${hash.slice(0, 32)}.wasm`);
  if (!existsSync(target)) {
    mkdirSync(cache, { recursive: true });
    // A folder of its own: several test files may compile the same contract at the same time.
    const own = join(cache, randomUUID());
    mkdirSync(own);
    const output = join(own, "contract.wasm");
    const args = [file, "-o", output, "--noColors", ...flags];
    const command = { command: "asc", compiler: "assemblyscript", folder: contracts, args } as const;
    const { stderr, exitCode } = await runCompilerCommand(command);
    if (exitCode !== 0) throw new Error(`${file} does not compile:\n${stderr}`);
    renameSync(output, target);
    rmSync(own, { recursive: true });
  }
  return new Uint8Array(readFileSync(target));
}

/** Contracts that break rules on purpose, to see what the run time says to them. */
const unchecked: readonly string[] = ["semantics.ts"];
const withoutChecks = join(repository, "transform/test/support/without-checks.mjs");

/** A contract of `contracts/` that uses the SDK, as an author compiles it. */
export function compileContract(file: string): Promise<Uint8Array> {
  const transform = unchecked.includes(file) ? withoutChecks : "@threaded-contract/transform";
  return compile(file, ["-O2", "--transform", transform]);
}

/** A contract of `contracts/` that declares host functions itself, without our transform. */
export function compileRaw(file: string): Promise<Uint8Array> {
  return compile(file, ["--runtime", "stub", "--noAssert"]);
}
