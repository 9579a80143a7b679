import type { BlockLoad } from "../gas/discount-dynamic";

/** Block fields a contract can read; the same for every frame and thread of a transaction. */
export interface BlockContext {
  /** 32 bytes. */
  readonly hash: Uint8Array;
  readonly number: bigint;
  /** Seconds. */
  readonly medianTime: bigint;
  /** 32 bytes. */
  readonly chainId: Uint8Array;
  /** 32 bytes. */
  readonly protocolId: Uint8Array;
  readonly consensusFlags: bigint;
  /** How full recent blocks were; contracts cannot read it, prices may depend on it. */
  readonly load?: BlockLoad | undefined;
}

/** Transaction fields a contract can read; the same for every frame and thread of a transaction. */
export interface TransactionContext {
  readonly block: BlockContext;
  /** 32 bytes; tickets, seeds and handles derive from it. */
  readonly transactionId: Uint8Array;
  /** 32 bytes. */
  readonly transactionHash: Uint8Array;
  /** 32 bytes: who signed the transaction. */
  readonly origin: Uint8Array;
  /** 32 bytes. */
  readonly originTweakedKey: Uint8Array;
  /** The coins of the Bitcoin transaction around this one, serialized; only for chains with that extension. */
  readonly inputs?: Uint8Array;
  readonly outputs?: Uint8Array;
}

/** What one frame is called with. A thread has its parent frame's. */
export interface CallContext {
  readonly transaction: TransactionContext;
  /** 32 bytes: the origin for the first frame, the calling contract's address below it. */
  readonly caller: Uint8Array;
  readonly calldata: Uint8Array;
  /** Writes, events and deployments trap, here and in every frame below. */
  readonly readOnly: boolean;
}
