import { bytes, fixed, flag, u32, u64, type Codec } from "../codec/codec";
import { choice, list, optional, record } from "../codec/compound";
import type { BlockLoad } from "../gas/discount-dynamic";
import { CELL_BYTES } from "../storage/words";
import type { BlockContext, CallContext, TransactionContext } from "./context";
import type { TransactionKind, TransactionRequest } from "./transaction";

const cell = fixed(CELL_BYTES);

/** How full recent blocks were. */
export const blockLoad: Codec<BlockLoad> = record<BlockLoad>({ gasUsed: list(u64, 8), gasMaximum: u64 });

const block = record<BlockContext>({
  hash: cell,
  number: u64,
  medianTime: u64,
  chainId: cell,
  protocolId: cell,
  consensusFlags: u64,
  load: optional(blockLoad),
});

/** What contracts can read of a transaction, as canonical bytes. */
export const transactionContext: Codec<TransactionContext> = record<TransactionContext>({
  block,
  transactionId: cell,
  transactionHash: cell,
  origin: cell,
  originTweakedKey: cell,
  inputs: optional(bytes),
  outputs: optional(bytes),
});

/** What a frame is called with, as bytes. */
export const callContext: Codec<CallContext> = record<CallContext>({
  transaction: transactionContext,
  caller: cell,
  calldata: bytes,
  readOnly: flag,
});

/** A transaction's request as canonical bytes. */
export const transactionRequest: Codec<TransactionRequest> = record<TransactionRequest>({
  kind: choice<TransactionKind>("call", "deploy", "update"),
  contract: u32,
  context: transactionContext,
  sender: cell,
  calldata: bytes,
  gasLimit: u64,
  readOnly: flag,
});
