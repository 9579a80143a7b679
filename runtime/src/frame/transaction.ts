import type { Receipt } from "../receipt";
import type { Step } from "../threads/journal";
import type { TransactionContext } from "./context";

/** What a transaction does with its contract. */
export type TransactionKind = "call" | "deploy" | "update";

/** One transaction, fully determined: the same request on the same world gives the same receipt bytes. */
export interface TransactionRequest {
  /** `deploy` runs the module's start function and `onDeploy`, `update` runs `onUpdate`, `call` runs `execute`. */
  readonly kind: TransactionKind;
  /** Index of the contract; for `deploy` the world already lists it. */
  readonly contract: number;
  readonly context: TransactionContext;
  /** 32 bytes: the caller the first frame sees; usually the origin. */
  readonly sender: Uint8Array;
  readonly calldata: Uint8Array;
  readonly gasLimit: bigint;
  /** A view: writes, events and deployments trap, and the state diff is empty. */
  readonly readOnly: boolean;
}

/** One slot that the transaction leaves changed. */
export interface StateChange {
  /** Index of the contract. */
  readonly contract: number;
  /** 32 bytes. */
  readonly key: Uint8Array;
  /** 32 bytes; zero means deleted. */
  readonly value: Uint8Array;
}

/** What a transaction leaves behind. Nothing has been applied yet: that is the owner of the state's to do. */
export interface TransactionResult {
  /** The receipt's canonical bytes. */
  readonly receiptBytes: Uint8Array;
  /** The same to read; made when somebody reads it. */
  readonly receipt: Receipt;
  readonly threadCount: number;
  /** Whether the transaction or one of its joined threads failed. */
  readonly failed: boolean;
  /** Sorted by contract address and key; empty unless the transaction succeeded. */
  readonly changes: readonly StateChange[];
  /** Every step in program order, for a journal; made when it is read. */
  readonly steps: readonly Step[];
}
