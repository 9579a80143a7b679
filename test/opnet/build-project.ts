import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { COMPILERS, entrySource } from "../differential/harness/compile-project";
import { installStack } from "../differential/harness/install";
import { stackFolder, type StackName } from "../differential/harness/paths";
import { ADAPTER_FOLDER } from "./folders";

const run = promisify(execFile);
const OURS = "@threaded-contract/transform";
const THEIRS = "@btc-vision/opnet-transform";

/** A small OP_NET project, as an author has it; every field is what may be wrong with one. */
export interface Project {
  readonly stack: StackName;
  /** Class of the contract, in `contract.ts`. */
  readonly className?: string;
  /** Source of `contract.ts`. */
  readonly source: string;
  readonly transforms?: readonly string[];
  /** Value of `--use`, null for none. */
  readonly use?: string | null;
  /** Features beside the usual ones. */
  readonly enable?: readonly string[];
  /** Folder of another compiler. */
  readonly compiler?: string;
}

export interface Build {
  readonly succeeded: boolean;
  /** What the compiler wrote, without opnet-transform's own messages. */
  readonly output: string;
  /** Codes of ours in it, in order. */
  readonly codes: readonly string[];
  /** Null when nothing was written. */
  readonly wasm: Uint8Array | null;
}

/** Both transforms in the right order. */
export const BOTH: readonly string[] = [THEIRS, OURS];
export const ONLY_OURS: readonly string[] = [OURS];

/** Compiles a project in a folder of its own, beside the stack's packages. */
export async function buildProject(project: Project): Promise<Build> {
  const { stack, source, className = "Contract", transforms = BOTH, use = "abort=index/abort", enable = [] } = project;
  installStack(stack);
  const parent = join(stackFolder(stack), "build");
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, "project-"));
  try {
    writeFileSync(join(folder, "contract.ts"), source);
    writeFileSync(join(folder, "index.ts"), entrySource("contract", className));
    const options = {
      optimizeLevel: 0,
      shrinkLevel: 0,
      runtime: "stub",
      exportStart: "start",
      initialMemory: 1,
      memoryBase: 0,
      lib: [ADAPTER_FOLDER],
      transform: transforms,
      enable: [
        "sign-extension",
        "mutable-globals",
        "nontrapping-f2i",
        "bulk-memory",
        "simd",
        "reference-types",
        "multi-value",
        ...enable,
      ],
    };
    writeFileSync(join(folder, "asconfig.json"), JSON.stringify({ options }));
    const asc = join(project.compiler ?? join(stackFolder(stack), "node_modules", COMPILERS[stack]), "bin", "asc.js");
    const { succeeded, text } = await run(
      process.execPath,
      [asc, "index.ts", "--outFile", "contract.wasm", ...(use === null ? [] : ["--use", use])],
      { cwd: folder },
    ).then(
      ({ stdout, stderr }) => ({ succeeded: true, text: stdout + stderr }),
      ({ stdout, stderr }: { stdout: string; stderr: string }) => ({ succeeded: false, text: stdout + stderr }),
    );
    const output = text
      .split("\n")
      .filter((line) => !line.startsWith("OPNetTransform"))
      .join("\n");
    const codes = [...output.matchAll(/\bTC\d{4}(?=:)/g)].map(([code]) => code);
    return { succeeded, output, codes, wasm: succeeded ? readFileSync(join(folder, "contract.wasm")) : null };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
