import type { Code, CodeArguments } from "../diagnostics/catalogue";
import { explain } from "../diagnostics/format";
import { judgeEffect, type Verdict } from "../rules/capability-rules";
import { decodeModule } from "../wasm/decoder";
import { functionNames } from "../wasm/names";
import { formatFunctionType, type Export, type WasmModule } from "../wasm/types";
import { buildCallGraph, type CallGraph } from "./call-graph";
import { floatingPointFunctions } from "./floating-point";
import { findHostImport, type Capability } from "./host-imports";
import { judgeImport } from "./judge-import";
import { findLies } from "./manifest-truth";
import { readManifest, type Manifest, type ManifestThread, type ThreadKind } from "./manifest";
import { CallPaths } from "./call-paths";
import { ReachableImports } from "./reachable-imports";

/** Something that a module must not have or do. */
export interface VerificationFinding {
  readonly code: Code;
  readonly args: CodeArguments<Code>;
  /** The catalogue's sentence. */
  readonly message: string;
  /** The thread entry concerned, such as `"thread:0"`, or null if it is the module as a whole. */
  readonly entry: string | null;
  /** The functions from the entry to the import, as `name (#index)`; empty without an entry. */
  readonly path: readonly string[];
}

/** An import that a thread can reach. */
export interface ReachedImport {
  readonly module: string;
  readonly name: string;
  /** Null for one the host does not know. */
  readonly capability: Capability | null;
}

/** What one thread can do, whatever its arguments. */
export interface VerifiedThread {
  readonly export: string;
  readonly kind: ThreadKind;
  /** The source of the spawn, as the manifest says. */
  readonly source: string;
  readonly imports: readonly ReachedImport[];
}

/** What the verifier found in a module. */
export interface VerificationReport {
  readonly kind: Manifest["kind"];
  readonly name: string;
  readonly threads: readonly VerifiedThread[];
  readonly findings: readonly VerificationFinding[];
  /** Whether nothing was found. */
  readonly passed: boolean;
}

interface ImportedFunction {
  readonly index: number;
  readonly module: string;
  readonly name: string;
  readonly signature: string;
}

/** Findings that a report lists with their ways; one is enough to refuse a module. */
const FINDINGS_MAXIMUM = 100;

const SPAWN = "thread_spawn";

class Verifier {
  private readonly findings: VerificationFinding[] = [];
  private readonly names: ReadonlyMap<number, string>;
  private readonly imports: readonly ImportedFunction[];
  private readonly exports: ReadonlyMap<string, Export>;
  private readonly reachable: ReachableImports;

  constructor(
    private readonly module: WasmModule,
    private readonly manifest: Manifest,
    private readonly graph: CallGraph,
    private readonly floating: readonly number[],
  ) {
    this.names = functionNames(module);
    this.exports = new Map(module.exports.map((entry) => [entry.name, entry]));
    this.reachable = new ReachableImports(graph, module.importedFunctionCount);
    this.imports = module.imports
      .flatMap((found) =>
        found.kind === "function" ? [{ ...found, signature: formatFunctionType(module.types[found.type]!) }] : [],
      )
      .map((found, index) => ({ index, module: found.module, name: found.name, signature: found.signature }));
  }

  verify(): VerificationReport {
    for (const reason of findLies(this.module, this.manifest)) {
      this.add({ code: "TC6007", args: { reason } as CodeArguments<Code> });
    }
    this.checkImports();
    const threads = this.manifest.threads.flatMap((thread) => this.verifyThread(thread));
    return {
      kind: this.manifest.kind,
      name: this.manifest.name,
      threads,
      findings: this.findings,
      passed: this.findings.length === 0,
    };
  }

  private add({ code, args }: Verdict, entry: string | null = null, path: readonly number[] = []): void {
    const { message } = explain(code, args);
    const places = path.map((index) => `${this.names.get(index) ?? "function"} (#${index})`);
    this.findings.push({ code, args, message, entry, path: places });
  }

  private checkImports(): void {
    // What the host put into a table or a global nobody could follow.
    for (const { kind, module, name } of this.module.imports) {
      if (kind === "function") continue;
      const reason = `a ${kind}, and only functions can be imported`;
      this.add({ code: "TC6003", args: { import: `${module}.${name}`, reason } as CodeArguments<Code> });
    }
    for (const { module, name, signature } of this.imports) {
      const known = findHostImport(module, name);
      const wrong =
        known === undefined ? "which the host does not have" : `as ${signature}, but it is ${known.signature}`;
      if (known?.signature !== signature) {
        this.add({ code: "TC6003", args: { import: `${module}.${name}`, reason: wrong } as CodeArguments<Code> });
      }
    }
    const spawns = this.imports.some((found) => found.module === "env" && found.name === SPAWN);
    if (spawns && this.manifest.threads.length === 0) {
      this.add({ code: "TC3008", args: { import: `env.${SPAWN}` } as CodeArguments<Code> });
    }
  }

  /** Names one way to floating-point instructions. */
  private checkFloats(thread: ManifestThread, entry: number, known: CallPaths | undefined): void {
    if (this.floating.length === 0 || this.findings.length >= FINDINGS_MAXIMUM) return;
    const ways = known ?? new CallPaths(this.graph, entry);
    const reached = this.floating.find((index) => ways.reaches(index));
    const verdict = judgeEffect({ kind: "operation", operation: "floating point" }, thread.kind);
    if (reached !== undefined && verdict !== null) this.add(verdict, thread.export, ways.pathTo(reached));
  }

  private verifyThread(thread: ManifestThread): VerifiedThread[] {
    const entry = this.exports.get(thread.export);
    if (entry?.kind !== "function") return [];
    const reached = this.reachable.from(entry.index).map((index) => this.imports[index]!);
    // A way is only looked for where something is wrong.
    let ways: CallPaths | undefined;
    for (const { index, module, name } of reached) {
      const verdict = judgeImport(module, name, thread.kind);
      if (verdict === null) continue;
      if (this.findings.length >= FINDINGS_MAXIMUM) break;
      ways ??= new CallPaths(this.graph, entry.index);
      this.add(verdict, thread.export, ways.pathTo(index));
    }
    this.checkFloats(thread, entry.index, ways);
    return [
      {
        export: thread.export,
        kind: thread.kind,
        source: `${thread.file}:${thread.line}:${thread.column}`,
        imports: reached.map(({ module, name }) => ({
          module,
          name,
          capability: findHostImport(module, name)?.capability ?? null,
        })),
      },
    ];
  }
}

/**
 * As `verifyModule`, for a module that is decoded already.
 *
 * @example
 * ```ts
 * const report = verifyDecodedModule(module, readManifest(module), buildCallGraph(module));
 * ```
 */
export function verifyDecodedModule(
  module: WasmModule,
  manifest: Manifest,
  graph: CallGraph,
  floating: readonly number[] = [],
): VerificationReport {
  return new Verifier(module, manifest, graph, floating).verify();
}

/**
 * Finds out, from the final bytes alone, which host functions every thread of a contract can reach, and what of that is
 * forbidden.
 *
 * It trusts nothing but the code: calls are followed directly and, for indirect calls, to every function of the same
 * type whose reference exists. So what it passes holds whatever the contract computes; it may refuse a program that
 * would never take the way it names.
 *
 * @param bytes a whole module
 * @throws TC6001 or TC6004 if it cannot be read; TC6002 if its manifest is damaged
 * @example
 * ```ts
 * const report = verifyModule(readFileSync("build/primes.wasm"));
 * if (!report.passed) console.error(formatVerification(report));
 * ```
 */
export function verifyModule(bytes: Uint8Array): VerificationReport {
  const module = decodeModule(bytes);
  return verifyDecodedModule(module, readManifest(module), buildCallGraph(module), floatingPointFunctions(module));
}
