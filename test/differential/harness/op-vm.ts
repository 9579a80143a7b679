import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { withWeakVersion } from "./elf";
import { installStack } from "./install";

/** What a callback of the virtual machine gets. */
export interface VmRequest {
  readonly buffer: Uint8Array;
  readonly contractId: bigint;
}

export interface VmExit {
  readonly status: number;
  readonly data: Uint8Array;
  readonly gasUsed: bigint;
}

type Answer = (_: undefined, request: VmRequest) => Promise<Uint8Array>;

/** The published virtual machine, as far as the comparison uses it. */
export interface ContractManager {
  reserveId(): bigint;
  instantiate(
    id: bigint,
    address: string,
    bytecode: Buffer,
    usedGas: bigint,
    maxGas: bigint,
    pages: bigint,
    network: number,
    debug: boolean,
    bypassCache: boolean,
  ): void;
  setEnvironmentVariables(id: bigint, environment: object): void;
  execute(id: bigint, calldata: Buffer): Promise<VmExit>;
  onDeploy(id: bigint, calldata: Buffer): Promise<VmExit>;
  onUpdate(id: bigint, calldata: Buffer): Promise<VmExit>;
  getUsedGas(id: bigint): bigint;
  destroyContract(id: bigint): boolean;
  destroyAll(): void;
}

export interface VmCallbacks {
  readonly load: Answer;
  readonly store: Answer;
  readonly call: Answer;
  readonly deploy: Answer;
  readonly update: Answer;
  readonly log: (_: undefined, request: VmRequest) => Promise<void>;
  readonly emit: (_: undefined, request: VmRequest) => Promise<void>;
  readonly inputs: (contractId: bigint) => Promise<Uint8Array>;
  readonly outputs: (contractId: bigint) => Promise<Uint8Array>;
  readonly accountType: (_: undefined, request: VmRequest) => Promise<{ accountType: number; isAddressWarm: boolean }>;
  readonly blockHash: (
    _: undefined,
    request: { blockNumber: bigint; contractId: bigint },
  ) => Promise<{ blockHash: Uint8Array; isBlockWarm: boolean }>;
  readonly loadMldsaKey: Answer;
}

interface VmModule {
  readonly ContractManager: new (idleRuntimes: number, ...callbacks: unknown[]) => ContractManager;
}

const IDLE_RUNTIMES_MAXIMUM = 64;

/** Needed by the Linux builds, only for symbols that are weak anyway; Debian 12 has 2.36. */
const TOO_NEW_LIBRARY_VERSION = "GLIBC_2.39";

/** The virtual machine, or why it cannot be loaded here. */
export type LoadedVm =
  | { readonly create: (callbacks: VmCallbacks) => ContractManager; readonly patched: boolean }
  | { readonly unavailable: string };

let loaded: LoadedVm | undefined;

/**
 * Loads the published binary of op-vm 1.0.0: as shipped where the system's C library allows, otherwise a copy in which
 * one flag makes the missing library version optional. The shipped file is never changed.
 */
export function loadVm(): LoadedVm {
  return (loaded ??= load());
}

function load(): LoadedVm {
  const folder = join(installStack("op-vm"), "node_modules", "@btc-vision", "op-vm");
  const shipped = join(folder, "prebuilds", `${process.platform}-${process.arch}`, "op-vm.node");
  if (!existsSync(shipped)) return { unavailable: `op-vm has no binary for ${process.platform}-${process.arch}` };
  const require = createRequire(__filename);
  let failure: unknown;
  for (const patched of [false, true]) {
    if (patched && !String(failure).includes(TOO_NEW_LIBRARY_VERSION)) break;
    try {
      const vm = require(patched ? patchedCopy(shipped) : shipped) as VmModule;
      return { patched, create: (callbacks) => createManager(vm, callbacks) };
    } catch (error) {
      failure = error;
    }
  }
  return { unavailable: String(failure) };
}

function patchedCopy(shipped: string): string {
  const folder = join(shipped, "..", "..", "..", "patched");
  const path = join(folder, "op-vm.node");
  const bytes = withWeakVersion(readFileSync(shipped), TOO_NEW_LIBRARY_VERSION);
  if (!existsSync(path) || !readFileSync(path).equals(bytes)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, bytes);
  }
  return path;
}

function createManager(vm: VmModule, c: VmCallbacks): ContractManager {
  return new vm.ContractManager(
    IDLE_RUNTIMES_MAXIMUM,
    c.load,
    c.store,
    c.call,
    c.deploy,
    c.update,
    c.log,
    c.emit,
    c.inputs,
    c.outputs,
    c.accountType,
    c.blockHash,
    c.loadMldsaKey,
  );
}
