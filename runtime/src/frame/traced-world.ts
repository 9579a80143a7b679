import type { GasSchedule } from "../gas/schedule";
import type { ContractRecord, SlotReader, World } from "../world";
import type { HostExtension } from "./host";
import type { MemoryPool } from "./memory-pool";
import type { Tracer } from "./tracer";

/** The same world, in which somebody notes where frames fail. */
export class TracedWorld implements World {
  readonly schedule: GasSchedule;
  readonly state: SlotReader;
  readonly extensions: readonly HostExtension[];
  readonly memories: MemoryPool;

  constructor(
    private readonly base: World,
    readonly tracer: Tracer,
  ) {
    this.schedule = base.schedule;
    this.state = base.state;
    this.extensions = base.extensions;
    this.memories = base.memories;
  }

  contractAt(index: number): ContractRecord | undefined {
    return this.base.contractAt(index);
  }

  findContract(address: Uint8Array): ContractRecord | undefined {
    return this.base.findContract(address);
  }
}
