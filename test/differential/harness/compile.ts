import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { COMPILERS, compileProject, stampOf, type Project } from "./compile-project";
import { installStack } from "./install";
import { readModule } from "./modules";
import { contractsFolder, stackFolder, type StackName } from "./paths";

const run = promisify(execFile);

/** One method as opnet-transform describes it. */
export interface AbiMethod {
  readonly name: string;
  readonly inputs: readonly { readonly name: string; readonly type: string }[];
}

export interface CompiledContract {
  /** Such as `"a/token"`. */
  readonly id: string;
  readonly name: string;
  readonly stack: StackName;
  readonly wasm: Uint8Array;
  /** Own methods and those of the base classes. */
  readonly methods: readonly AbiMethod[];
}

/** A compilation's inputs beside the contract's own source. */
export interface CompileOptions extends Pick<Project, "transforms" | "libraries" | "dependencies"> {
  /** Sets builds with other options apart. */
  readonly variant?: string;
  /** Folder of the source; the contracts of this comparison unless given. */
  readonly sources?: string;
}

/** What is compiled of `contracts/<name>.ts`, whose class is the name with a capital. */
function projectOf(name: string, stack: StackName, { variant, sources = contractsFolder, ...rest }: CompileOptions) {
  return {
    ...rest,
    stack,
    className: name.charAt(0).toUpperCase() + name.slice(1),
    name: variant === undefined ? name : `${name}-${variant}`,
    sources: { [`${name}.ts`]: readFileSync(join(sources, `${name}.ts`), "utf8") },
    module: name,
  };
}

/** Compiles `contracts/<name>.ts`, whose class is the name with a capital. */
export async function compileContract(
  name: string,
  stack: StackName,
  options: CompileOptions = {},
): Promise<CompiledContract> {
  const project = projectOf(name, stack, options);
  const folder = await compileProject(project);
  return {
    id: `${stack}/${name}`,
    name,
    stack,
    wasm: readFileSync(join(folder, "contract.wasm")),
    methods: readMethods(join(folder, "abis"), project.className, project.sources[`${name}.ts`]!),
  };
}

/** opnet-transform writes one file a class, so methods of base classes are in files of their own. */
function readMethods(folder: string, className: string, source: string): AbiMethod[] {
  const base = new RegExp(`class ${className} extends (\\w+)`).exec(source)?.[1];
  const files = new Set(readdirSync(folder));
  return [className, base].flatMap((name) => {
    const file = `${name}.abi.json`;
    if (!files.has(file)) return [];
    return (JSON.parse(readFileSync(join(folder, file), "utf8")) as { functions: AbiMethod[] }).functions;
  });
}

/** Names of the contracts that exist for a stack. */
export function contractNames(stack: StackName): string[] {
  const names = readdirSync(contractsFolder)
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.slice(0, -3))
    .sort();
  return stack === "a" ? names.filter((name) => name !== "replacer") : names;
}

/** What makes a contract of the comparison what it is: nothing else goes into its bytes. */
export function stampOfContract(name: string, stack: StackName): string {
  return stampOf(projectOf(name, stack, {}));
}

/**
 * Every contract of the comparison: as it is kept beside its source, or, if anything has changed since, compiled, a few at a time.
 *
 * @param fresh compile all of them
 */
export async function compileAll(
  stacks: readonly StackName[],
  { fresh = false, concurrency = 4 } = {},
): Promise<CompiledContract[]> {
  const jobs = stacks.flatMap((stack) => contractNames(stack).map((name) => ({ stack, name })));
  const results: CompiledContract[] = [];
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      for (let job = jobs.shift(); job; job = jobs.shift()) {
        const kept = fresh ? undefined : readModule(job.name, job.stack, stampOfContract(job.name, job.stack));
        results.push(kept ?? (await compileContract(job.name, job.stack)));
      }
    }),
  );
  return results.sort((left, right) => (left.id < right.id ? -1 : 1));
}

const RAW_FLAGS = [
  ...["-O3", "--noAssert", "--runtime", "stub", "--exportStart", "start", "--initialMemory", "1"],
  ...["--enable", "bulk-memory", "--use", "abort="],
];

/** As for contracts of a class. */
export function stampOfRaw(name: string, stack: StackName): string {
  const source = readFileSync(join(contractsFolder, "raw", `${name}.ts`), "utf8");
  const lock = readFileSync(join(stackFolder(stack), "package-lock.json"), "utf8");
  return createHash("sha256")
    .update(JSON.stringify([source, lock, RAW_FLAGS]))
    .digest("hex");
}

/** A contract that declares host functions itself, compiled with the compiler of a stack and nothing else, or as it is kept. */
export async function compileRaw(name: string, stack: StackName, { fresh = false } = {}): Promise<CompiledContract> {
  const kept = fresh ? undefined : readModule(name, stack, stampOfRaw(name, stack));
  if (kept !== undefined) return kept;
  installStack(stack);
  const folder = join(stackFolder(stack), "build", "raw");
  mkdirSync(folder, { recursive: true });
  const asc = join(stackFolder(stack), "node_modules", COMPILERS[stack], "bin", "asc.js");
  const output = join(folder, `${name}.wasm`);
  await run(process.execPath, [asc, `${name}.ts`, "--outFile", output, ...RAW_FLAGS], {
    cwd: join(contractsFolder, "raw"),
  });
  return { id: `${stack}/${name}`, name, stack, wasm: readFileSync(output), methods: [] };
}
