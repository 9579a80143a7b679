import type { TransactionKind, TransactionRequest } from "../frame/transaction";
import { numberBytes, taggedHash, toAddressBytes } from "./address";
import { blockContext, readBlock, type BlockState } from "./block";
import { readGas, type CallOptions, type ChainSettings } from "./options";

const NO_KEY = new Uint8Array(32);

/** What a transaction is built from, beside its options. */
export interface TransactionBasis {
  readonly kind: TransactionKind;
  /** Index of the contract. */
  readonly contract: number;
  readonly calldata: Uint8Array;
  readonly block: BlockState;
  /** Number of the transaction on its chain. */
  readonly number: number;
}

/** The request of a transaction: the same basis and options always give the same request. @throws TC6014 */
export function buildRequest(
  basis: TransactionBasis,
  settings: ChainSettings,
  options: CallOptions,
): TransactionRequest {
  const sender = options.sender === undefined ? settings.sender : toAddressBytes(options.sender, "sender");
  const origin = options.origin === undefined ? sender : toAddressBytes(options.origin, "origin");
  return {
    kind: basis.kind,
    contract: basis.contract,
    context: {
      block: blockContext(readBlock(options.block, basis.block), settings.rules),
      transactionId: taggedHash("transaction", numberBytes(basis.number)),
      transactionHash: taggedHash("transaction hash", numberBytes(basis.number)),
      origin,
      originTweakedKey: options.originKey === undefined ? NO_KEY : toAddressBytes(options.originKey, "originKey"),
      ...(options.inputs === undefined ? {} : { inputs: Uint8Array.from(options.inputs) }),
      ...(options.outputs === undefined ? {} : { outputs: Uint8Array.from(options.outputs) }),
    },
    sender,
    calldata: basis.calldata,
    gasLimit: options.gas === undefined ? settings.gas : readGas(options.gas),
    readOnly: options.readOnly ?? false,
  };
}
