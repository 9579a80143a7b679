import type { CallContext } from "./context";

/** Bytes of the environment buffer that mean something; a contract may ask for more and gets zeros. */
export const ENVIRONMENT_BYTES = 344;

/**
 * The environment buffer, integers big endian: block hash, number and median time, transaction id and hash, contract,
 * deployer, caller, origin, chain id, protocol id, tweaked key of the origin, consensus flags.
 */
export function encodeEnvironment(context: CallContext, address: Uint8Array, deployer: Uint8Array): Uint8Array {
  const { transaction, caller } = context;
  const { block } = transaction;
  const buffer = Buffer.alloc(ENVIRONMENT_BYTES);
  let at = 0;
  const bytes = (part: Uint8Array): void => {
    buffer.set(part.subarray(0, 32), at);
    at += 32;
  };
  const integer = (value: bigint): void => {
    at = buffer.writeBigUInt64BE(BigInt.asUintN(64, value), at);
  };
  bytes(block.hash);
  integer(block.number);
  integer(block.medianTime);
  bytes(transaction.transactionId);
  bytes(transaction.transactionHash);
  bytes(address);
  bytes(deployer);
  bytes(caller);
  bytes(transaction.origin);
  bytes(block.chainId);
  bytes(block.protocolId);
  bytes(transaction.originTweakedKey);
  integer(block.consensusFlags);
  return new Uint8Array(buffer);
}
