import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { installStack } from "./install";
import { contractsFolder, stackFolder, type StackName } from "./paths";

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

const COMPILERS: Record<StackName, string> = { a: "assemblyscript", b: "@btc-vision/assemblyscript" };

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
export interface CompileOptions {
  /** Transforms after opnet-transform. */
  readonly transforms?: readonly string[];
  /** Folders for `--lib`. */
  readonly libraries?: readonly string[];
  /** Sets builds with other options apart. */
  readonly variant?: string;
  /** Folder of the source; the contracts of this comparison unless given. */
  readonly sources?: string;
  /** Folders whose files the result depends on, beside the stack and the source. */
  readonly dependencies?: readonly string[];
}

/**
 * Compiles `contracts/<name>.ts`, whose class is the name with a capital, through the real opnet-transform of a stack.
 * The result is kept beside the stack and used again until a source or an option changes.
 */
export async function compileContract(
  name: string,
  stack: StackName,
  options: CompileOptions = {},
): Promise<CompiledContract> {
  installStack(stack);
  const className = name.charAt(0).toUpperCase() + name.slice(1);
  const source = readFileSync(join(options.sources ?? contractsFolder, `${name}.ts`), "utf8");
  const config = asconfig(options);
  const lock = readFileSync(join(stackFolder(stack), "package-lock.json"), "utf8");
  const hash = createHash("sha256").update(JSON.stringify([source, config, lock]));
  for (const path of (options.dependencies ?? []).flatMap(filesUnder)) hash.update(readFileSync(path));
  const stamp = hash.digest("hex");
  const folder = join(stackFolder(stack), "build", options.variant === undefined ? name : `${name}-${options.variant}`);
  const stampPath = join(folder, "stamp");
  if (!existsSync(stampPath) || readFileSync(stampPath, "utf8") !== stamp) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${name}.ts`), source);
    writeFileSync(join(folder, "entry.ts"), entrySource(name, className));
    writeFileSync(join(folder, "asconfig.json"), JSON.stringify(config));
    const asc = join(stackFolder(stack), "node_modules", COMPILERS[stack], "bin", "asc.js");
    await run(process.execPath, [asc, "entry.ts", "--outFile", "contract.wasm", "--use", "abort=entry/abort"], {
      cwd: folder,
    });
    writeFileSync(stampPath, stamp);
  }
  return {
    id: `${stack}/${name}`,
    name,
    stack,
    wasm: readFileSync(join(folder, "contract.wasm")),
    methods: readMethods(join(folder, "abis"), className, source),
  };
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(js|ts)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function asconfig(options: CompileOptions): object {
  return {
    options: {
      ...OPTIONS,
      transform: ["@btc-vision/opnet-transform", ...(options.transforms ?? [])],
      ...(options.libraries ? { lib: options.libraries } : {}),
    },
  };
}

function entrySource(name: string, className: string): string {
  return `import { Blockchain } from "@btc-vision/btc-runtime/runtime";
import { revertOnError } from "@btc-vision/btc-runtime/runtime/abort/abort";
import { ${className} } from "./${name}";
Blockchain.contract = () => new ${className}();
export * from "@btc-vision/btc-runtime/runtime/exports";
export function abort(message: string, fileName: string, line: u32, column: u32): void {
  revertOnError(message, fileName, line, column);
}
`;
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
