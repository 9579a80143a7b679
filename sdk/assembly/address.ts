import { Bytes32, fillFromBytes, fillFromHex } from "./bytes32";

/**
 * The address of a contract or an account: 32 bytes, compared by value.
 *
 * A `Map` compares keys that are objects by identity: use `address.toString()` as the key of a map in memory.
 *
 * @example
 * const pool = Address.fromString("0x00000000000000000000000000000000000000000000000000000000000000aa");
 * if (Context.sender == pool) revert("not from the pool itself");
 */
@final
export class Address extends Bytes32 {
  /** From `0x` and 64 hexadecimal digits. */
  static fromString(text: string): Address {
    const address = new Address();
    fillFromHex(address, text);
    return address;
  }

  /** From exactly 32 bytes. */
  static fromBytes(bytes: Uint8Array): Address {
    const address = new Address();
    fillFromBytes(address, bytes);
    return address;
  }

  /** The address of 32 zero bytes, which belongs to nobody. */
  static get zero(): Address { return new Address(); }
}

/** A SHA-256 digest, such as the hash of a block: 32 bytes, compared by value. */
@final
export class Hash extends Bytes32 {
  /** From `0x` and 64 hexadecimal digits. */
  static fromString(text: string): Hash {
    const hash = new Hash();
    fillFromHex(hash, text);
    return hash;
  }

  /** From exactly 32 bytes. */
  static fromBytes(bytes: Uint8Array): Hash {
    const hash = new Hash();
    fillFromBytes(hash, bytes);
    return hash;
  }
}
