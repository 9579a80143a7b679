import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { Program, Type } from "assemblyscript" with { "resolution-mode": "import" };
import { buildManifest, threadKind } from "./abi/build-manifest";
import { canonicalJson } from "./abi/canonical-json";
import { describeEvents } from "./abi/describe-events";
import { describeExports, type AbiDescription } from "./abi/describe-exports";
import { findModuleExports, type ModuleExports } from "./abi/exported-functions";
import { besideOutput, findOutputFile, moduleName } from "./abi/output-file";
import { selectorText } from "./abi/selector";
import { TypeDescriber } from "./abi/type-describer";
import { writeAbiFiles, type AbiFiles } from "./abi/write-abi";
import { analyseThreads } from "./analysis/threaded-program";
import type { Binaryen, BinaryenModule } from "./analysis/reachability/binaryen";
import type { Code } from "./diagnostics/catalogue";
import { report } from "./diagnostics/report";
import type { Compiler } from "./frontend/compiler";
import { enumValue } from "./frontend/syntax-kinds";
import { checkResultTypes } from "./lower/codec-check";
import { injectCodecs } from "./lower/codec-classes";
import { fixResultTags } from "./lower/codec-tags";
import { findSelectorClash, generateDispatcher, hookExport, isHook, type Adapters } from "./lower/dispatcher";
import { addSupport } from "./lower/support";
import { interceptDiagnostics } from "./lower/intercept-diagnostics";
import { lowerSpawns, type EntryOrigins } from "./lower/spawns";
import {
  exportEntries,
  findEntries,
  hideEntries,
  type CompiledEntry,
  type TableModule,
  type TableReader,
} from "./lower/thread-table";
import { prepareReachability, runReachability } from "./rules/run-capability-rules";
import { runSyntaxRules } from "./rules/run-syntax-rules";
import { MANIFEST_SECTION } from "./verify/manifest";

/** The `binaryen` that asc hands to transforms. */
export type AscBinaryen = Binaryen & TableReader;

/** The module that asc hands to `afterCompile`. */
export interface CompiledModule extends BinaryenModule, TableModule {
  addCustomSection(name: string, content: Uint8Array): void;
  /** 0 when there is no such function. */
  getFunction(name: string): number;
  removeExport(externalName: string): void;
}

/** One run of asc over a program that uses the SDK. */
export class Compilation {
  readonly #compiler: Compiler;
  readonly #program: Program;
  readonly #baseDir: string;
  readonly #unchecked: ReadonlySet<Code>;
  #origins: EntryOrigins = new Map();
  #exports: ModuleExports | null = null;
  #adapters: Adapters = new Map();
  #functions: AbiDescription["functions"] = [];
  readonly #types: TypeDescriber;

  /** @param unchecked codes that are not looked for */
  constructor(compiler: Compiler, program: Program, baseDir: string, unchecked: ReadonlySet<Code>) {
    this.#compiler = compiler;
    this.#program = program;
    this.#baseDir = baseDir;
    this.#unchecked = unchecked;
    this.#types = new TypeDescriber(compiler);
  }

  /** Checks the syntax trees, and rewrites them if they are in order. */
  async lower(): Promise<void> {
    const program = await analyseThreads(this.#compiler, this.#program);
    if (runSyntaxRules(program, this.#unchecked)) return;
    this.#exports = findModuleExports(this.#compiler, this.#program, program.bindings);
    const { origins, sites, sources } = lowerSpawns(program);
    this.#origins = origins;
    interceptDiagnostics(this.#compiler, this.#program, sites);
    const isPlain = this.#exports?.kind === "plain" && this.#exports.functions.length > 0;
    if (isPlain) this.#adapters = generateDispatcher(this.#compiler, this.#exports!);
    const adapted = [...this.#adapters.keys()].map(({ source }) => source);
    for (const source of new Set([...sources, ...adapted])) {
      addSupport(this.#compiler, this.#program, program.bindings, source);
    }
    injectCodecs(this.#compiler, this.#program.sources, {
      results: program.spawns.length + program.joins.length > 0,
      abi: this.#program.sources.some(({ internalPath }) => internalPath.endsWith("sdk/assembly/abi-writer")),
    });
    prepareReachability(this.#program);
  }

  /** Resolves the types of the exported functions and takes out those that cannot be called. */
  describe(): void {
    if (this.#adapters.size === 0) return;
    this.#reportClash();
    const { functions, refused } = describeExports(this.#program, [...this.#adapters.keys()], this.#types);
    this.#functions = functions;
    for (const { exported, reason, range } of refused) {
      report(this.#compiler, this.#program, "TC1012", { name: exported.name, reason }, range);
      // The SDK would report it once more, in a file that the author does not know.
      Object.assign(this.#adapters.get(exported)!.body!, { statements: [] });
    }
  }

  #reportClash(): void {
    const clash = findSelectorClash(this.#exports!);
    if (clash === null) return;
    const [first, second] = clash;
    const reason = `'${first.name}' of ${first.source.normalizedPath} has the same selector, ${selectorText(first.name)}`;
    report(this.#compiler, this.#program, "TC1012", { name: second.name, reason }, second.declaration.name.range, {
      related: first.declaration.name.range,
    });
  }

  /** Checks the compiled module, and describes it in a custom section and in files. */
  async finish(module: CompiledModule, binaryen: AscBinaryen): Promise<void> {
    const resultNames = fixResultTags(this.#program);
    const entries = findEntries(this.#program, binaryen, module, this.#origins);
    hideEntries(module, binaryen, entries);
    this.#check(module, binaryen, entries, resultNames);
    if (entries.length === 0 && this.#adapters.size === 0) return;
    exportEntries(module, entries);
    this.#exportHooks(module);
    if (this.#adapters.size > 0) describeEvents(this.#program, this.#types);
    const outputFile = await findOutputFile();
    const entryPath = this.#exports?.entry.normalizedPath ?? "module.ts";
    const name = moduleName(outputFile, entryPath);
    const manifest = buildManifest({
      kind: this.#exports?.kind ?? "plain",
      name,
      abi: { functions: this.#functions, types: this.#types.types },
      entries,
      resultNames,
    });
    module.addCustomSection(MANIFEST_SECTION, new TextEncoder().encode(canonicalJson(manifest)));
    if (outputFile !== null && !this.#hasErrors()) {
      await writeAbiFiles(manifest, besideOutput(outputFile, this.#baseDir), disk);
    }
  }

  #check(
    module: CompiledModule,
    binaryen: AscBinaryen,
    entries: readonly CompiledEntry[],
    resultNames: ReadonlyMap<Type, string>,
  ): void {
    const [compiler, program] = [this.#compiler, this.#program];
    for (const { type, reason, related } of checkResultTypes(compiler, program)) {
      for (const { result, site } of entries) {
        if (resultNames.get(result) !== type) continue;
        report(compiler, program, "TC1003", { type, reason }, site.call.range, { related });
      }
    }
    const threadEntries = entries.map(({ functionName, site }) => ({
      functionName,
      kind: threadKind(site),
      spawn: site.call.range,
    }));
    runReachability({ compiler, program, binaryen, module, entries: threadEntries, unchecked: this.#unchecked });
  }

  /** Puts the generated hooks in the place of the author's functions of these names, which take decoded arguments. */
  #exportHooks(module: CompiledModule): void {
    for (const { name } of this.#adapters.keys()) {
      if (!isHook(name)) continue;
      const generated = hookExport(name);
      module.removeExport(name);
      module.removeExport(generated);
      module.addFunctionExport(`${this.#exports!.entry.internalPath}/${generated}`, name);
    }
  }

  #hasErrors(): boolean {
    const category = enumValue(this.#compiler, "DiagnosticCategory", "Error");
    return this.#program.diagnostics.some((each) => (each.category as number) === category);
  }
}

const disk: AbiFiles = {
  read: (path) => readFile(path, "utf8").catch(() => null),
  write: async (path, text) => {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  },
};
