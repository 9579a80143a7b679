import { createHash } from "node:crypto";
import { decodeModule, readManifest, ThreadedContractError } from "@threaded-contract/transform";
import type { Dialect, Manifest, ManifestThread } from "@threaded-contract/transform";
import type { GasSchedule } from "../gas/schedule";
import { MEMORY_PAGES_MAXIMUM, MODULE_BYTES_MAXIMUM } from "../limits";
import { checkExports } from "./check-exports";
import { checkImports } from "./check-imports";
import { checkManifest, checkThreads } from "./check-threads";
import { checkStructure } from "./check-structure";
import { compileEagerly } from "./compile";
import { GasPlan } from "./gas-plan";
import { mergeModule } from "./merge/merge-module";
import { MeterExport } from "./meter-exports";
import { mutableGlobals } from "./module-rewriter";
import { checkCount, invalid } from "./refuse";
import { planCalls, scanFunctions } from "./scan-module";

/** A module that may run, with what the host has to know about it; plain data, so that it can be sent to workers. */
export interface AdmittedModule {
  /** sha256 of the shipped bytes, in hexadecimal. */
  readonly hash: string;
  /** The shipped bytes. */
  readonly bytes: Uint8Array;
  /** What the engine compiles: metered by the merged meter, unless this is from `exactModule`. */
  readonly instrumented: Uint8Array;
  readonly module: WebAssembly.Module;
  readonly manifest: Manifest;
  /** Names of the imported host functions without their module, in import order. */
  readonly imports: readonly string[];
  readonly exports: {
    readonly execute: boolean;
    readonly onDeploy: boolean;
    readonly onUpdate: boolean;
    /** The export to call once after instantiation, never in a fork. */
    readonly start: "tc:start" | "start" | null;
  };
  readonly memory: { readonly initialPages: number; readonly maximumPages: number };
  /** What a fork copies beside memory, in order. */
  readonly mutableGlobals: readonly { readonly export: string; readonly type: "i32" | "i64" }[];
  readonly threads: readonly ManifestThread[];
  /** The id of the gas schedule that is metered. */
  readonly schedule: string;
  /**
   * Pairs of byte offsets (metered, shipped) of what can trap, for `classifyTrap`; null for the merged meter, under which
   * any trap means that the run must be repeated with `exactModule`.
   */
  readonly trapMap: Uint32Array | null;
}

export interface AdmissionOptions {
  /** Demands a contract of this kind; otherwise the manifest says which it is, and a module without one is OP_NET's. */
  readonly dialect?: Dialect;
  /** Whether the verifier looks at the threads, as it always should; only tests of the run-time checks switch it off. */
  readonly verify?: boolean;
}

const cache = new Map<string, AdmittedModule>();

/** Admitted modules that stay in the cache; the oldest goes first. */
const CACHED_MODULES_MAXIMUM = 256;

function chooseDialect(manifest: Manifest, wanted: Dialect | undefined): Dialect {
  if (wanted === undefined) return manifest.kind === "none" ? "opnet" : manifest.kind;
  const found = manifest.kind === "none" ? "opnet" : manifest.kind;
  if (found !== wanted) {
    throw new ThreadedContractError("TC6002", {
      reason: manifest.kind === "none" ? "there is no such section" : `it is of kind '${found}', not '${wanted}'`,
    });
  }
  return wanted;
}

function admitModule(
  bytes: Uint8Array,
  hash: string,
  schedule: GasSchedule,
  options: AdmissionOptions,
): AdmittedModule {
  checkCount("bytes of the module", bytes.length, MODULE_BYTES_MAXIMUM);
  const module = decodeModule(bytes);
  const manifest = readManifest(module);
  const dialect = chooseDialect(manifest, options.dialect);
  checkStructure(module);
  const entries = checkExports(module, manifest);
  const imports = checkImports(module, dialect);
  const scans = scanFunctions(module);
  if (!WebAssembly.validate(bytes)) invalid("its code is not valid");
  checkManifest(module, manifest);
  const calls = planCalls(module, scans, entries);
  if (options.verify !== false) checkThreads(module, manifest, calls.graph);
  const gas = new GasPlan(schedule.instructions, module);
  const instrumented = mergeModule({ module, gas, scans, entries, ...calls });
  const memory = module.memories[0]!;
  const has = (name: string) => entries.some((entry) => entry.name === name);
  const admitted: AdmittedModule = {
    hash,
    bytes,
    instrumented,
    module: compileEagerly(instrumented),
    manifest,
    imports,
    exports: {
      execute: has("execute"),
      onDeploy: has("onDeploy"),
      onUpdate: has("onUpdate"),
      start: has(MeterExport.start) ? MeterExport.start : has("start") ? "start" : null,
    },
    memory: {
      initialPages: memory.minimum,
      maximumPages: Math.min(memory.maximum ?? MEMORY_PAGES_MAXIMUM, MEMORY_PAGES_MAXIMUM),
    },
    mutableGlobals: mutableGlobals(module).map((index, position) => ({
      export: `${MeterExport.globalPrefix}${position}`,
      type: module.globals[index]!.type === 0x7f ? ("i32" as const) : ("i64" as const),
    })),
    threads: manifest.threads,
    schedule: schedule.id,
    trapMap: null,
  };
  return Object.freeze(admitted);
}

/**
 * Decides whether a module may run, and prepares it: checks it, meters it under a gas schedule, and compiles it.
 *
 * The result depends on the bytes and the schedule alone and is kept for both.
 *
 * @param bytes a whole module, as shipped
 * @throws TC6001 not WebAssembly; TC6002 no contract of ours; TC6003 an import the host does not have; TC6004 an
 * instruction or type that contracts cannot use; TC6005 too large or complex; TC6006 its memory; TC6007 a manifest that
 * does not fit; TC2008, TC3001 to TC3008 a thread that can reach what threads may not do
 * @example
 * ```ts
 * const admitted = admit(readFileSync("build/primes.wasm"), oip0002);
 * const memory = new WebAssembly.Memory({ initial: admitted.memory.initialPages, maximum: 1024 });
 * const instance = new WebAssembly.Instance(admitted.module, { tc: { memory }, env: hostFunctions });
 * ```
 */
export function admit(bytes: Uint8Array, schedule: GasSchedule, options: AdmissionOptions = {}): AdmittedModule {
  const hash = createHash("sha256").update(bytes).digest("hex");
  const key = `${hash} ${schedule.id} ${options.dialect ?? ""} ${options.verify !== false}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  // The caller's buffer may change later; what was checked may not.
  const admitted = admitModule(new Uint8Array(bytes), hash, schedule, options);
  const oldest = cache.size >= CACHED_MODULES_MAXIMUM ? cache.keys().next() : undefined;
  if (oldest?.done === false) cache.delete(oldest.value);
  cache.set(key, admitted);
  return admitted;
}
