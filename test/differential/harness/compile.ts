import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { COMPILERS, compileProject, type Project } from "./compile-project";
import { installStack } from "./install";
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

/** Compiles `contracts/<name>.ts`, whose class is the name with a capital. */
export async function compileContract(
  name: string,
  stack: StackName,
  options: CompileOptions = {},
): Promise<CompiledContract> {
  const { variant, sources = contractsFolder, ...rest } = options;
  const className = name.charAt(0).toUpperCase() + name.slice(1);
  const source = readFileSync(join(sources, `${name}.ts`), "utf8");
  const folder = await compileProject({
    ...rest,
    stack,
    className,
    name: variant === undefined ? name : `${name}-${variant}`,
    sources: { [`${name}.ts`]: source },
    module: name,
  });
  return {
    id: `${stack}/${name}`,
    name,
    stack,
    wasm: readFileSync(join(folder, "contract.wasm")),
    methods: readMethods(join(folder, "abis"), className, source),
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

/** Compiles every contract of the comparison, a few at a time. */
export async function compileAll(stacks: readonly StackName[], concurrency = 4): Promise<CompiledContract[]> {
  const jobs = stacks.flatMap((stack) => contractNames(stack).map((name) => ({ stack, name })));
  const results: CompiledContract[] = [];
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      for (let job = jobs.shift(); job; job = jobs.shift()) results.push(await compileContract(job.name, job.stack));
    }),
  );
  return results.sort((left, right) => (left.id < right.id ? -1 : 1));
}

/** Compiles a contract that declares host functions itself, with the compiler of a stack and nothing else. */
export async function compileRaw(name: string, stack: StackName): Promise<CompiledContract> {
  installStack(stack);
  const folder = join(stackFolder(stack), "build", "raw");
  mkdirSync(folder, { recursive: true });
  const asc = join(stackFolder(stack), "node_modules", COMPILERS[stack], "bin", "asc.js");
  const output = join(folder, `${name}.wasm`);
  const flags = [
    "-O3",
    "--noAssert",
    "--runtime",
    "stub",
    "--exportStart",
    "start",
    "--initialMemory",
    "1",
    "--enable",
    "bulk-memory",
    "--use",
    "abort=",
  ];
  await run(process.execPath, [asc, `${name}.ts`, "--outFile", output, ...flags], {
    cwd: join(contractsFolder, "raw"),
  });
  return { id: `${stack}/${name}`, name, stack, wasm: readFileSync(output), methods: [] };
}
