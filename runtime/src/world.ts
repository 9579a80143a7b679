import type { GasSchedule } from "./gas/schedule";
import type { AdmittedModule } from "./meter/admit";
import type { HostExtension } from "./frame/host";
import type { MemoryPool } from "./frame/memory-pool";
import type { Tracer } from "./frame/tracer";

/**
 * Index under which a world has the code of an update, while the transaction runs that puts it into a contract's place. Nothing
 * finds it by an address.
 */
export const UPDATE_CODE = 0xffff_fffd;

/** A contract that is deployed, or being deployed by the running transaction. */
export interface ContractRecord {
  /** Position in deployment order: the first word of every slot key, 0-based, unsigned 32 bit. */
  readonly index: number;
  /** 32 bytes. */
  readonly address: Uint8Array;
  /** 32 bytes: who deployed it. */
  readonly deployer: Uint8Array;
  readonly module: AdmittedModule;
}

/**
 * Reads 32-byte values of slots.
 *
 * A slot key is nine words: the contract's index, then the 32 key bytes as eight little-endian words
 * (see `storage/words.ts`). A value is eight words. An absent slot reads as zero.
 */
export interface SlotReader {
  /** Copies the value to `value[0..8)`; returns false, with zeros copied, when the slot is absent. */
  read(key: Uint32Array, value: Uint32Array): boolean;
}

/**
 * What a transaction sees of the chain: committed state, frozen while the transaction runs, and the contracts.
 * Every worker holds one; none of its answers may change between the start and the end of a transaction.
 */
export interface World {
  readonly schedule: GasSchedule;
  readonly state: SlotReader;
  /** Host functions beyond the ones every contract may import. */
  readonly extensions: readonly HostExtension[];
  /** Memories that frames of this worker reuse. */
  readonly memories: MemoryPool;
  /** Who notes where frames fail; nobody in a run whose receipt counts. */
  readonly tracer?: Tracer | undefined;
  contractAt(index: number): ContractRecord | undefined;
  /** @param address 32 bytes */
  findContract(address: Uint8Array): ContractRecord | undefined;
}
