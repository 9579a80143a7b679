import { invariant } from "../errors";
import type { HostExtension } from "../frame/host";
import { MemoryPool } from "../frame/memory-pool";
import type { GasSchedule } from "../gas/schedule";
import type { AdmittedModule } from "../meter/admit";
import type { ForgetMessage, ModuleMessage, ToThreadWorker, WorldMessage } from "../protocol";
import { hexadecimal } from "../storage/words";
import { SlotTable } from "../storage/slot-table";
import { UPDATE_CODE, type ContractRecord, type World } from "../world";
import { extensionsNamed } from "./extensions";

/** Everything a worker was told about chains: modules, and the latest picture of each chain. */
export class WorkerWorlds {
  private readonly modules = new Map<string, AdmittedModule>();
  private readonly worlds = new Map<number, WorkerWorld>();
  private readonly memories = new MemoryPool();

  /** Reserves the address space of a first memory, so that a host without room is noticed before any transaction. */
  reserveMemory(): void {
    this.memories.give(this.memories.take(1, true));
  }

  /** The picture of that number, if it has arrived. */
  find(world: number): World | undefined {
    return this.worlds.get(world);
  }

  receive(message: ToThreadWorker): void {
    if (message.type === "module") this.receiveModule(message);
    else if (message.type === "world") this.receiveWorld(message);
    else this.forget(message);
  }

  private receiveModule(message: ModuleMessage): void {
    this.modules.set(message.key, message.module);
  }

  private receiveWorld(message: WorldMessage): void {
    invariant(!this.worlds.has(message.world), "a picture of a chain is sent once");
    this.dropWorlds(message.chain);
    this.worlds.set(message.world, new WorkerWorld(message, this.modules, this.memories));
  }

  private forget(message: ForgetMessage): void {
    this.dropWorlds(message.chain);
    for (const key of message.modules) this.modules.delete(key);
  }

  private dropWorlds(chain: number): void {
    for (const [number, world] of this.worlds) {
      if (world.chain === chain) this.worlds.delete(number);
    }
  }
}

const noAddress = new Uint8Array(0);

/** A worker's picture of a chain. */
class WorkerWorld implements World {
  readonly chain: number;
  readonly schedule: GasSchedule;
  readonly state: SlotTable;
  readonly extensions: readonly HostExtension[];
  private readonly contracts: readonly ContractRecord[];
  private readonly updateCode: ContractRecord | undefined;
  private readonly byAddress = new Map<string, ContractRecord>();

  constructor(
    message: WorldMessage,
    modules: ReadonlyMap<string, AdmittedModule>,
    readonly memories: MemoryPool,
  ) {
    this.chain = message.chain;
    this.schedule = message.schedule;
    this.state = SlotTable.attach(message.state);
    this.extensions = extensionsNamed(message.extensions);
    const moduleOf = (key: string): AdmittedModule => {
      const module = modules.get(key);
      invariant(module !== undefined, "a module arrives before the contracts that have it");
      return module;
    };
    this.contracts = message.contracts.map(({ index, address, deployer, module }) => {
      return { index, address, deployer, module: moduleOf(module) };
    });
    if (message.updateCode !== null) {
      const module = moduleOf(message.updateCode);
      this.updateCode = { index: UPDATE_CODE, address: noAddress, deployer: noAddress, module };
    }
    for (const contract of this.contracts) this.byAddress.set(hexadecimal(contract.address), contract);
    invariant(
      this.contracts.every((contract, at) => contract.index === at),
      "contracts are numbered in order",
    );
    invariant(this.byAddress.size === this.contracts.length, "every contract has its own address");
  }

  contractAt(index: number): ContractRecord | undefined {
    return this.contracts[index] ?? (index === UPDATE_CODE ? this.updateCode : undefined);
  }

  findContract(address: Uint8Array): ContractRecord | undefined {
    return this.byAddress.get(hexadecimal(address));
  }
}
