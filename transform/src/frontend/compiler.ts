import { existsSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Program } from "assemblyscript" with { "resolution-mode": "import" };
import { ThreadedContractError } from "../errors";
import { selfTest } from "./self-test";

/** The exports of the AssemblyScript compiler that is running; kinds and factories come from here at run time. */
export type Compiler = typeof import("assemblyscript", { with: { "resolution-mode": "import" } });

const PACKAGES = ["assemblyscript", "@btc-vision/assemblyscript"];
const MODULE = "assemblyscript.js";

const known = new Set<Compiler>();

/**
 * Finds the compiler module of which `program` is a product.
 *
 * A project can have several compilers installed, and the kinds of syntax nodes have different numbers in them, so nothing
 * but the running one will do.
 *
 * @param program the program that asc handed to the transform
 * @param baseDir asc's base directory, an absolute path or relative to the working directory
 * @param callers the files of the functions that called while asc was among them
 * @throws TC6014 when no installed compiler made `program`, or when it is one that we do not understand
 */
export async function findCompiler(program: Program, baseDir: string, callers: readonly string[]): Promise<Compiler> {
  for (const compiler of known) if (program instanceof compiler.Program) return compiler;
  for (const file of candidates(baseDir, callers)) {
    const compiler = await load(file);
    if (compiler === null || !(program instanceof compiler.Program)) continue;
    selfTest(compiler);
    known.add(compiler);
    return compiler;
  }
  throw new ThreadedContractError("TC6014", {
    option: "--transform @threaded-contract/transform",
    reason: "the AssemblyScript compiler that is running was not found among the installed packages",
  });
}

/**
 * Loads a compiler for a program that is only parsed: whichever the project has installed.
 *
 * @param baseDir the project's folder
 * @throws TC6014 when there is none, or when it is one that we do not understand
 */
export async function loadInstalledCompiler(baseDir: string): Promise<Compiler> {
  for (const file of installed([baseDir, __dirname])) {
    const compiler = await load(file);
    if (compiler === null) continue;
    if (!known.has(compiler)) selfTest(compiler);
    known.add(compiler);
    return compiler;
  }
  throw new ThreadedContractError("TC6014", {
    option: "@threaded-contract/transform/editor",
    reason: "the AssemblyScript compiler is not installed in this project",
  });
}

function* candidates(baseDir: string, callers: readonly string[]): Generator<string> {
  const tried = new Set<string>();
  for (const file of allCandidates(baseDir, callers)) {
    if (!existsSync(file)) continue;
    const real = realpathSync(file);
    if (!tried.has(real)) yield real;
    tried.add(real);
  }
}

function* allCandidates(baseDir: string, callers: readonly string[]): Generator<string> {
  for (const caller of callers) {
    if (basename(caller) === "asc.js") {
      yield join(dirname(caller.startsWith("file:") ? fileURLToPath(caller) : caller), MODULE);
    }
  }
  const script = process.argv[1];
  if (script !== undefined && existsSync(script)) yield join(dirname(dirname(realpathSync(script))), "dist", MODULE);
  yield* installed([baseDir, process.cwd(), ...(script === undefined ? [] : [dirname(script)]), __dirname]);
}

function* installed(folders: readonly string[]): Generator<string> {
  for (const base of folders) {
    const require = createRequire(join(base, "noop.js"));
    for (const name of PACKAGES) {
      try {
        yield require.resolve(`${name}/dist/${MODULE}`);
      } catch {
        // Not installed there; the next candidate decides.
      }
    }
  }
}

async function load(file: string): Promise<Compiler | null> {
  const namespace = (await import(pathToFileURL(file).href)) as Partial<Compiler>;
  return typeof namespace.Program === "function" && typeof namespace.Parser === "function" ? namespace : null;
}
