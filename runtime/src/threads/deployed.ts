import { invariant } from "../errors";
import type { HostExtension } from "../frame/host";
import type { MemoryPool } from "../frame/memory-pool";
import type { Tracer } from "../frame/tracer";
import type { GasSchedule } from "../gas/schedule";
import { CELL_BYTES, compareBytes, noBytes } from "../storage/words";
import type { ContractRecord, SlotReader, World } from "../world";
import type { ThreadJob } from "./backend";

/** Index and code, 4 bytes each, then address and deployer. */
const RECORD_BYTES = 8 + 2 * CELL_BYTES;

/** A contract that the transaction has deployed, and the index of a contract on the chain that has the same module. */
export interface DeployedContract {
  readonly contract: ContractRecord;
  readonly code: number;
}

/** Contracts as a job carries them: index and code (u32, little endian), address and deployer of each. */
export function encodeDeployed(deployed: readonly DeployedContract[]): Uint8Array {
  if (deployed.length === 0) return noBytes;
  const bytes = new Uint8Array(deployed.length * RECORD_BYTES);
  const view = new DataView(bytes.buffer);
  deployed.forEach(({ contract, code }, i) => {
    const at = i * RECORD_BYTES;
    view.setUint32(at, contract.index, true);
    view.setUint32(at + 4, code, true);
    bytes.set(contract.address, at + 8);
    bytes.set(contract.deployer, at + 8 + CELL_BYTES);
  });
  return bytes;
}

/** Contracts that a job brings along, with their modules from the world. */
function decodeDeployed(bytes: Uint8Array, world: World): ContractRecord[] {
  invariant(bytes.length % RECORD_BYTES === 0, "contracts are whole records");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / RECORD_BYTES }, (_, i) => {
    const at = i * RECORD_BYTES;
    const address = bytes.slice(at + 8, at + 8 + CELL_BYTES);
    const deployer = bytes.slice(at + 8 + CELL_BYTES, at + RECORD_BYTES);
    return {
      index: view.getUint32(at, true),
      address,
      deployer,
      module: moduleOf(view.getUint32(at + 4, true), world),
    };
  });
}

function moduleOf(code: number, world: World): ContractRecord["module"] {
  const source = world.contractAt(code);
  invariant(source !== undefined, "code comes from a contract on the chain");
  return source.module;
}

/** The chain as a thread sees it when its transaction has deployed contracts before the spawn (S-20, S-23). */
class WorldWithDeployed implements World {
  readonly schedule: GasSchedule;
  readonly state: SlotReader;
  readonly extensions: readonly HostExtension[];
  readonly memories: MemoryPool;
  readonly tracer: Tracer | undefined;

  constructor(
    private readonly base: World,
    private readonly deployed: readonly ContractRecord[],
  ) {
    this.schedule = base.schedule;
    this.state = base.state;
    this.extensions = base.extensions;
    this.memories = base.memories;
    this.tracer = base.tracer;
    invariant(deployed.length > 0, "a world is wrapped for what was deployed");
  }

  contractAt(index: number): ContractRecord | undefined {
    return this.base.contractAt(index) ?? this.deployed.find((contract) => contract.index === index);
  }

  findContract(address: Uint8Array): ContractRecord | undefined {
    const found = this.base.findContract(address);
    return found ?? this.deployed.find((contract) => compareBytes(contract.address, address) === 0);
  }
}

/**
 * What a job runs in: the world with the contracts that the job brings along, and the contract that spawned, with the
 * code that its frame runs, which is not the contract's own while it is updated.
 */
export function placeJob(job: ThreadJob, world: World): { readonly world: World; readonly contract: ContractRecord } {
  const seen = job.deployed.length === 0 ? world : new WorldWithDeployed(world, decodeDeployed(job.deployed, world));
  const contract = seen.contractAt(job.contract);
  invariant(contract !== undefined, "the world knows the contract that spawned");
  const module = moduleOf(job.code, world);
  return { world: seen, contract: module === contract.module ? contract : { ...contract, module } };
}
