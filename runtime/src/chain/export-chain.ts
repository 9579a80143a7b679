import { createHash } from "node:crypto";
import type { Manifest } from "@threaded-contract/transform";
import { invariant } from "../errors";
import { scheduleHash } from "../gas/schedule-hash";
import type { AdmittedModule } from "../meter/admit";
import { networks, type NetworkName } from "../opnet/networks";
import { decodeReceipt } from "../receipt-codec";
import { compareBytes } from "../storage/words";
import { addressText, type Address } from "./address";
import { Receipt } from "./call-receipt";
import type { ChainJournal } from "./chain-journal";
import type { ChainState } from "./chain-state";
import { damagedExport, type ExportedChain, type ExportedContract } from "./export-codec";
import type { Manifests } from "./manifests";
import type { ChainOptions, ChainSettings } from "./options";

/** What a chain remembers of a deployment, for its clients. */
export interface Deployment {
  readonly name: string;
  readonly receipt: Receipt<void>;
  /** Name of the function whose call deployed the contract; empty when it was deployed by itself. */
  readonly target: string;
}

interface Parts {
  readonly state: ChainState;
  readonly settings: ChainSettings;
  readonly deployments: ReadonlyMap<Address, Deployment>;
  readonly journal: ChainJournal | null;
  readonly manifests: Manifests;
}

/** Everything that a chain is made of; equal chains give equal exports. */
export function collectExport({ state, settings, deployments, journal, manifests }: Parts): ExportedChain {
  const { rules, schedule, gas, sender } = settings;
  const { hashes, modules } = collectModules(state, journal);
  const indexOf = ({ hash }: AdmittedModule): number => hashes.indexOf(hash);
  const contracts = state.contracts.map(({ address, deployer, module }): ExportedContract => {
    const deployment = deployments.get(addressText(address));
    invariant(deployment !== undefined, "every contract on the chain was deployed");
    const { name, receipt, target } = deployment;
    const manifest = manifests.of(addressText(address));
    const described = manifest === module.manifest ? "" : JSON.stringify(manifest);
    return { address, deployer, module: indexOf(module), name, manifest: described, receipt: receipt.bytes, target };
  });
  // eslint-disable-next-line threaded-contract/determinism -- sorted below
  const updates = [...state.pendingUpdates]
    .map(([contract, module]) => ({ contract, module: indexOf(module) }))
    .sort((left, right) => left.contract - right.contract);
  invariant(
    updates.every(({ module }) => module >= 0),
    "every module is exported",
  );
  return {
    schedule: schedule.id,
    scheduleHash: scheduleHash(schedule),
    network: rules.network.name,
    consensusFlags: rules.consensusFlags,
    gas,
    sender,
    block: state.block,
    transactions: BigInt(state.transactions),
    modules,
    contracts,
    updates,
    slots: state.exportSlots(),
    journal: journal?.bytes() ?? null,
  };
}

/** Every module of the chain and its journal, once, sorted by hash. */
function collectModules(
  state: ChainState,
  journal: ChainJournal | null,
): { readonly hashes: readonly string[]; readonly modules: readonly Uint8Array[] } {
  const found = new Map(journal?.modules);
  for (const { module } of state.contracts) found.set(module.hash, module.bytes);
  // eslint-disable-next-line threaded-contract/determinism -- sorted below
  for (const module of state.pendingUpdates.values()) found.set(module.hash, module.bytes);
  const hashes = [...found.keys()].sort();
  return { hashes, modules: hashes.map((hash) => found.get(hash)!) };
}

/** The options with which an export's chain was created. @throws TC6028 when no chain has such */
export function importedOptions({ network, consensusFlags, gas, sender, block }: ExportedChain): ChainOptions {
  if (!Object.hasOwn(networks, network)) damagedExport("the export", `its network "${network}" does not exist`);
  if (gas === 0n) damagedExport("the export", "its calls have no gas");
  const { number, medianTime, load } = block;
  const recent = load === undefined ? {} : { recentGas: load.gasUsed, gasMaximum: load.gasMaximum };
  return { network: network as NetworkName, consensusFlags, gas, sender, block: { number, medianTime, ...recent } };
}

/** Puts an export's deployments and manifests back. @throws TC6028 */
export function restoreDeployments(
  { contracts, modules }: ExportedChain,
  state: ChainState,
  deployments: Map<Address, Deployment>,
  manifests: Manifests,
): void {
  checkModuleOrder(modules);
  const described = contracts.map(({ manifest }, index) => readManifest(manifest, state.contracts[index]!.module));
  const byAddress = new Map(contracts.map(({ address }, index) => [addressText(address), described[index]!]));
  contracts.forEach(({ address: bytes, name, receipt: encoded, target: called }, index) => {
    const address = addressText(bytes);
    const content = readReceipt(encoded);
    const callee = byAddress.get(addressText(content.contract));
    const target = called === "" ? null : (callee?.functions.find((one) => one.name === called) ?? null);
    const receipt = new Receipt<void>({
      content,
      bytes: encoded,
      target,
      manifestOf: (contract) => byAddress.get(contract),
    });
    deployments.set(address, { name, receipt, target: called });
    manifests.add(address, state.contracts[index]!.module, described[index]!);
  });
}

function readReceipt(encoded: Uint8Array): ReturnType<typeof decodeReceipt> {
  try {
    return decodeReceipt(encoded);
  } catch (error) {
    if (error instanceof RangeError) return damagedExport("the export", "a receipt in it is not complete");
    throw error;
  }
}

function readManifest(text: string, module: AdmittedModule): Manifest {
  if (text === "") return module.manifest;
  try {
    return JSON.parse(text) as Manifest;
  } catch (error) {
    if (error instanceof SyntaxError) return damagedExport("the export", "a manifest in it is no JSON");
    throw error;
  }
}

function checkModuleOrder(modules: readonly Uint8Array[]): void {
  const hashes = modules.map((bytes) => createHash("sha256").update(bytes).digest());
  const sorted = hashes.every((hash, at) => at === 0 || compareBytes(hashes[at - 1]!, hash) < 0);
  if (!sorted) damagedExport("the export", "its modules are not in order");
}
