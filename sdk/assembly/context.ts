/** The block, the transaction and the call that this code runs in. A thread sees what its spawner saw. */
import { Address, Hash } from "./address";
import { Bytes32 } from "./bytes32";
import { host_blockHash, host_environment, host_thread_context } from "./host";

/** Offsets in the environment buffer. */
const enum Field {
  BlockHash = 0,
  BlockNumber = 32,
  MedianTime = 40,
  TransactionId = 48,
  TransactionHash = 80,
  Contract = 112,
  Deployer = 144,
  Sender = 176,
  Origin = 208,
  ChainId = 240,
}

// @ts-ignore: decorator
@lazy const scratch: usize = memory.data(8, 8);

/** The block that the transaction is in. */
export abstract class Block {
  /** Its height. */
  static get number(): u64 { return readNumber(Field.BlockNumber); }

  /** The median time of the past blocks, in seconds since 1970. */
  static get medianTime(): u64 { return readNumber(Field.MedianTime); }

  /** Its hash. */
  static get hash(): Hash { return readField<Hash>(new Hash(), Field.BlockHash); }

  /** The hash of an earlier block. */
  static hashAt(height: u64): Hash {
    const hash = new Hash();
    host_blockHash(height, hash.pointer);
    return hash;
  }
}

/** The transaction. */
export abstract class Transaction {
  static get id(): Hash { return readField<Hash>(new Hash(), Field.TransactionId); }
  static get hash(): Hash { return readField<Hash>(new Hash(), Field.TransactionHash); }

  /** Who signed it. */
  static get origin(): Address { return readField<Address>(new Address(), Field.Origin); }
}

/**
 * This call.
 *
 * @example
 * require(Context.sender == owner, "only the owner");
 */
export abstract class Context {
  /** Who called this contract: an account, or another contract. */
  static get sender(): Address { return readField<Address>(new Address(), Field.Sender); }

  /** Who signed the transaction. */
  static get origin(): Address { return Transaction.origin; }

  /** The address of this contract. */
  static get contract(): Address { return readField<Address>(new Address(), Field.Contract); }

  /** Who deployed this contract. */
  static get deployer(): Address { return readField<Address>(new Address(), Field.Deployer); }

  /** The chain. */
  static get chainId(): Hash { return readField<Hash>(new Hash(), Field.ChainId); }

  /** The id of the transaction. */
  static get transactionId(): Hash { return Transaction.id; }

  /** Whether this code runs in a thread, or in a call made below one. */
  static get isThread(): bool { return host_thread_context() != 0; }
}

function readField<T extends Bytes32>(value: T, field: Field): T {
  host_environment(field, 32, value.pointer);
  return value;
}

function readNumber(field: Field): u64 {
  host_environment(field, 8, scratch);
  return bswap<u64>(load<u64>(scratch));
}
