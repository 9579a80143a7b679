/** Gas for an amount of bytes: `base + perUnit × ceil(bytes / unitBytes)`. */
export interface LinearPrice {
  readonly base: bigint;
  readonly perUnit: bigint;
  readonly unitBytes: number;
}

/** Gas for an access that is cheaper when the thing was accessed before. */
export interface AccessPrice {
  readonly warm: bigint;
  readonly cold: bigint;
}

/** Gas for a bulk memory instruction beside its place in a block; lengths above the limit trap. */
export interface BulkPrice {
  readonly base: number;
  readonly perUnit: number;
  /** A unit is 2 to this power bytes. */
  readonly unitBytesLog2: number;
}

/** Gas for executing WebAssembly. */
export interface InstructionPrices {
  /** For every instruction that `exceptions` does not name; at least 1 (ruling G-20). */
  readonly base: number;
  /** By name in the text format; `Infinity` for instructions that no budget can pay. */
  readonly exceptions: Readonly<Record<string, number>>;
  /** Added to `br_table` for each label without the default. */
  readonly brTablePerLabel: number;
  /** Added to `call_indirect` for each parameter and result of its type. */
  readonly callIndirectPerValue: number;
  readonly memoryFill: BulkPrice;
  readonly memoryCopy: BulkPrice;
  /** The longest bulk operation, or null if gas alone bounds it. */
  readonly bulkBytesMaximum: number | null;
  /** Added to `memory.grow` for each page that was added. */
  readonly memoryGrowPerPage: number;
}

/** Gas for threads, paid by the spawning and joining frame (ruling G-2). */
export interface ThreadPrices {
  readonly spawn: bigint;
  readonly join: bigint;
  readonly slot: bigint;
  /** For the image that is forked, beyond `imageBytesFree`. */
  readonly image: LinearPrice;
  /** For each reserved region, at the spawn and again at the join. */
  readonly region: LinearPrice;
  /** For the result of a thread that succeeded, at the join. */
  readonly result: LinearPrice;
  readonly lock: bigint;
  /** The part of a fork's image that the spawn price covers. */
  readonly imageBytesFree: number;
}

/** The parallel discount: `min(maximum, perThread × unjoined)` percent, as OIP-0002 defines it. */
export interface DiscountRule {
  readonly percentPerThread: number;
  readonly percentMaximum: number;
  /**
   * What the percentage is of: all gas of the thread that is joined (`work`), as OIP-0002 has it, or only as much as one thread
   * used that was live beside it and was joined before (`overlap`), so that idle threads earn nothing (ruling G-8).
   */
  readonly basis: "work" | "overlap";
  /** Moves the percentage with the load of recent blocks; off if left out (ruling G-12). */
  readonly dynamic?: DynamicDiscountRule;
}

/** How the parallel discount follows the utilisation of recent blocks, all in whole percent. */
export interface DynamicDiscountRule {
  /** Below it the discount grows by `step` points. */
  readonly lowUtilisationPercent: number;
  /** Above it the discount falls by `step` points. */
  readonly highUtilisationPercent: number;
  readonly step: number;
  /** What a fall leaves at least, of a discount that was as high. */
  readonly percentMinimum: number;
}

export interface SignaturePrices {
  readonly base: bigint;
  readonly schnorr: bigint;
  readonly ecdsaBitcoin: bigint;
  readonly ecdsaEthereum: bigint;
  readonly mldsa44: bigint;
  readonly mldsa65: bigint;
  readonly mldsa87: bigint;
}

/** Gas for host functions, by import; sizes are in bytes of the whole buffer unless said otherwise. */
export interface HostPrices {
  readonly environment: bigint;
  readonly calldata: LinearPrice;
  readonly callResult: LinearPrice;
  readonly load: AccessPrice;
  readonly store: AccessPrice;
  /** Charged at the end of a transaction for each slot that changed. */
  readonly slotCreated: bigint;
  readonly slotUpdated: bigint;
  readonly call: AccessPrice;
  readonly deploy: LinearPrice;
  readonly update: LinearPrice;
  readonly emit: LinearPrice;
  readonly inputs: LinearPrice;
  readonly inputsSize: bigint;
  /** `perUnit` is for each 64-byte block after the first. */
  readonly sha256: LinearPrice;
  readonly ripemd160: LinearPrice;
  readonly accountType: AccessPrice;
  readonly blockHash: AccessPrice;
  readonly validateBitcoinAddress: LinearPrice;
  readonly verifySignature: SignaturePrices;
  readonly loadMLDSA: bigint;
  readonly threadResult: LinearPrice;
  readonly threadReturn: LinearPrice;
  /** `thread_context`, `thread_seed`, `thread_result_length`, `thread_result_code` and `thread_committed`. */
  readonly threadQuery: bigint;
}

/** How instances are paid for. */
export interface InstancePrices {
  /** Charged for each instance before its start function. */
  readonly creation: bigint;
  /** The least gas with which an execution may begin. */
  readonly gasMinimum: bigint;
}

/** Which accesses count as warm: none (`flat`), op-vm 1.1 (`spec`), the main network node (`roswell`), the test framework (`utf`). */
export type StoragePolicy = "flat" | "spec" | "roswell" | "utf";

/**
 * Every price of one version of one gas profile; plain data, so that it can be compared, stored and sent to workers.
 *
 * No price is anywhere else.
 */
export interface GasSchedule {
  readonly name: "oip0002" | "opnet";
  readonly version: number;
  /** Names the schedule in receipts and caches, such as `"opnet/1/spec"`. */
  readonly id: string;
  readonly storagePolicy: StoragePolicy;
  /** Whether a host function that cannot be paid traps at once, or takes what is left and lets the next block trap. */
  readonly hostCharge: "trapping" | "saturating";
  readonly instructions: InstructionPrices;
  readonly threads: ThreadPrices;
  readonly discount: DiscountRule;
  readonly host: HostPrices;
  readonly instance: InstancePrices;
}
