import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { installStack } from "./install";
import { stackFolder, type StackName } from "./paths";

const run = promisify(execFile);

/** The options OP_NET's own examples build with. */
const OPTIONS = {
  sourceMap: false,
  optimizeLevel: 3,
  shrinkLevel: 1,
  converge: true,
  noAssert: false,
  enable: [
    "sign-extension",
    "mutable-globals",
    "nontrapping-f2i",
    "bulk-memory",
    "simd",
    "reference-types",
    "multi-value",
  ],
  runtime: "stub",
  memoryBase: 0,
  initialMemory: 1,
  exportStart: "start",
};

const LOCK_POLL_MILLISECONDS = 50;
const LOCK_STALE_MILLISECONDS = 120_000;

export const COMPILERS: Readonly<Record<StackName, string>> = { a: "assemblyscript", b: "@btc-vision/assemblyscript" };

/** An OP_NET contract with everything that decides its bytes. */
export interface Project {
  readonly stack: StackName;
  /** Name of its folder beside the stack's packages. */
  readonly name: string;
  /** Texts of its sources by path. */
  readonly sources: Readonly<Record<string, string>>;
  /** The module of the contract's class, without its extension. */
  readonly module: string;
  readonly className: string;
  /** Transforms after opnet-transform. */
  readonly transforms?: readonly string[];
  /** Folders for `--lib`. */
  readonly libraries?: readonly string[];
  /** Folders whose files the result depends on, beside the stack and the sources. */
  readonly dependencies?: readonly string[];
}

/**
 * Compiles a contract through the real opnet-transform of a stack. The result is kept beside the stack and used again until a
 * source or an option changes. Safe to call from several processes at once.
 *
 * @returns the folder with `contract.wasm` and `abis/`
 */
export async function compileProject(project: Project): Promise<string> {
  const { stack } = project;
  installStack(stack);
  const folder = join(stackFolder(stack), "build", project.name);
  const stamp = stampOf(project);
  const stampPath = join(folder, "stamp");
  const isCurrent = () => existsSync(stampPath) && readFileSync(stampPath, "utf8") === stamp;
  if (isCurrent()) return folder;
  mkdirSync(folder, { recursive: true });
  await withLock(`${folder}.lock`, async () => {
    if (isCurrent()) return;
    rmSync(stampPath, { force: true });
    writeProject(folder, project);
    const asc = join(stackFolder(stack), "node_modules", COMPILERS[stack], "bin", "asc.js");
    const args = ["entry.ts", "--outFile", "contract.wasm", "--use", "abort=entry/abort", "--noColors"];
    await run(process.execPath, [asc, ...args], { cwd: folder });
    writeFileSync(stampPath, stamp);
  });
  return folder;
}

/** Changes whenever the result of a compilation may. */
export function stampOf(project: Project): string {
  const lock = readFileSync(join(stackFolder(project.stack), "package-lock.json"), "utf8");
  const hash = createHash("sha256").update(JSON.stringify([project, asconfig(project), lock]));
  for (const path of (project.dependencies ?? []).flatMap(filesUnder)) hash.update(readFileSync(path));
  return hash.digest("hex");
}

function writeProject(folder: string, project: Project): void {
  for (const [path, text] of Object.entries(project.sources)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  writeFileSync(join(folder, "entry.ts"), entrySource(project.module, project.className));
  writeFileSync(join(folder, "asconfig.json"), JSON.stringify(asconfig(project)));
}

function asconfig({ transforms = [], libraries }: Project): object {
  return {
    options: {
      ...OPTIONS,
      transform: ["@btc-vision/opnet-transform", ...transforms],
      ...(libraries ? { lib: libraries } : {}),
    },
  };
}

/** What OP_NET needs of every contract. */
export function entrySource(module: string, className: string): string {
  return `import { Blockchain } from "@btc-vision/btc-runtime/runtime";
import { revertOnError } from "@btc-vision/btc-runtime/runtime/abort/abort";
import { ${className} } from "./${module}";
Blockchain.contract = () => new ${className}();
export * from "@btc-vision/btc-runtime/runtime/exports";
export function abort(message: string, fileName: string, line: u32, column: u32): void {
  revertOnError(message, fileName, line, column);
}
`;
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(js|ts)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** A directory is the lock: creating one is atomic on every file system. */
async function withLock(path: string, action: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      mkdirSync(path);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
      if (age > LOCK_STALE_MILLISECONDS) rmSync(path, { recursive: true, force: true });
      else await delay(LOCK_POLL_MILLISECONDS);
    }
  }
  try {
    await action();
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
}
