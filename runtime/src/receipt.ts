import type { Status } from "./threads/backend";

/** One event, as emitted and not reverted. */
export interface ReceiptEvent {
  /** 32 bytes: address of the contract that emitted it. */
  readonly contract: Uint8Array;
  readonly name: string;
  readonly data: Uint8Array;
}

/** One changed slot, before and after the transaction. */
export interface ReceiptSlot {
  /** 32 bytes: the contract's address. */
  readonly contract: Uint8Array;
  /** 32 bytes. */
  readonly key: Uint8Array;
  /** 32 bytes; zero when the slot did not exist. */
  readonly before: Uint8Array;
  /** 32 bytes; zero when the slot was deleted. */
  readonly after: Uint8Array;
}

/** A slot named by contract address and key, 32 bytes each. */
export interface SlotName {
  readonly contract: Uint8Array;
  readonly key: Uint8Array;
}

/** Code that the transaction has put on the chain. */
export interface ReceiptCode {
  /** `updated` code runs from the next block on. */
  readonly kind: "deployed" | "updated";
  /** 32 bytes: address of the contract that has the code. */
  readonly contract: Uint8Array;
  /** 32 bytes: address of the contract whose code it is. */
  readonly source: Uint8Array;
  /** 32 bytes: who deployed the contract. */
  readonly deployer: Uint8Array;
}

/** How a thread's handle ended. */
export type ThreadEnd = "joined" | "cancelled";

/** One row of the per-thread table. A cancelled thread was never observed: its row ends with the spawn. */
export interface ReceiptThread {
  readonly ticket: number;
  /** 32 bytes: address of the contract that spawned. */
  readonly contract: Uint8Array;
  readonly entry: number;
  /** Name of the function that holds the closure, from the manifest; empty if unknown. */
  readonly function: string;
  /** `file:line:column` of the spawn, from the manifest; empty if unknown. */
  readonly place: string;
  readonly generation: number;
  /** Gas given to the thread. */
  readonly budget: bigint;
  /** Fee of the spawn: spawn, slots, regions and image. */
  readonly fee: bigint;
  readonly reservation: readonly Uint8Array[];
  readonly end: ThreadEnd;
  readonly status: Status;
  /** TC number, 0 on success. */
  readonly code: number;
  readonly message: string;
  /** Function and offset of the trapping instruction in the shipped bytes, or `NO_OFFSET`. */
  readonly functionIndex: number;
  readonly offset: number;
  /** Gas the thread used; of a cancelled one, the whole budget, which nobody gets back. */
  readonly used: bigint;
  /** Unused gas given back at the join. */
  readonly refund: bigint;
  /** Parallel discount given back at the join. */
  readonly discount: bigint;
  readonly discountPercent: number;
  readonly resultBytes: number;
  /** SHA-256 of the result's bytes, 32 bytes; zero unless the thread succeeded. */
  readonly resultHash: Uint8Array;
  /** Committed slots of the spawning contract, sorted by key. */
  readonly writes: readonly { readonly key: Uint8Array; readonly value: Uint8Array }[];
  /** Slots read from the snapshot, sorted. */
  readonly reads: readonly SlotName[];
  /** SHA-256 of the read set, 32 bytes. */
  readonly readSetHash: Uint8Array;
}

/** A pair of threads that ran against the same past, where one read what the other wrote (S-7). */
export interface ReceiptConflict {
  readonly reader: number;
  readonly writer: number;
  readonly slot: SlotName;
}

/** What failed, when a transaction did not succeed. */
export interface ReceiptFailure {
  /** TC number. */
  readonly code: number;
  readonly message: string;
  /** 32 bytes: contract whose frame failed. */
  readonly contract: Uint8Array;
  readonly functionIndex: number;
  readonly offset: number;
  /** Ticket of the thread that caused it, 0 for none. */
  readonly ticket: number;
}

/** The outcome of a transaction. Its canonical bytes are the protocol: see `runtime/docs/receipt.md`. */
export interface Receipt {
  readonly version: number;
  /** Id of the gas schedule. */
  readonly schedule: string;
  /** 32 bytes. */
  readonly transactionId: Uint8Array;
  /** 32 bytes: address of the contract called. */
  readonly contract: Uint8Array;
  readonly status: Status;
  /** TC number, 0 on success. */
  readonly code: number;
  readonly failure: ReceiptFailure | null;
  /** Return data, or revert data. */
  readonly data: Uint8Array;
  readonly gasLimit: bigint;
  /** What the sender pays: refunds and discounts taken off. */
  readonly gasUsed: bigint;
  /** What was worked: discounts added again (G-11). */
  readonly gasGross: bigint;
  readonly discount: bigint;
  readonly refund: bigint;
  readonly events: readonly ReceiptEvent[];
  /** Sorted by contract address, then key. */
  readonly changes: readonly ReceiptSlot[];
  /** In program order. */
  readonly codes: readonly ReceiptCode[];
  /** In ticket order. */
  readonly threads: readonly ReceiptThread[];
  /** Sorted by reader, writer, slot. */
  readonly conflicts: readonly ReceiptConflict[];
}
