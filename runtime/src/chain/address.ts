import { ByteWriter } from "../abi/byte-writer";
import { addressBytes } from "../abi/encode";
import { describeValue } from "../abi/mismatch";
import { sha256 } from "../storage/sha256";
import { invalidOption } from "./invalid-option";

/** An address: `0x` and 64 hexadecimal digits. */
export type Address = `0x${string}`;

/** An address as callers may give it: the text, or its 32 bytes. */
export type AddressLike = string | Uint8Array;

/** The text of 32 bytes. */
export function addressText(bytes: Uint8Array): Address {
  return `0x${Buffer.from(bytes).toString("hex")}`;
}

/**
 * The bytes of an address.
 *
 * @param option name of the option or parameter, for the error
 * @throws TC6014 when it is no address
 */
export function toAddressBytes(address: AddressLike, option: string): Uint8Array {
  const bytes = addressBytes(address);
  return (
    bytes ??
    invalidOption(option, `it has to be 0x and 64 hexadecimal digits, or 32 bytes, not ${describeValue(address)}`)
  );
}

/**
 * The address of a test account: always the same for the same name.
 *
 * @example
 * ```ts
 * await token.with({ sender: account("alice") }).transfer(account("bob"), 10n);
 * ```
 */
export function account(name: string): Address {
  return addressText(taggedHash("account", Buffer.from(name, "utf8")));
}

/** SHA-256 over a tag and parts, each with its length in front, so that no two lists of parts hash the same. */
export function taggedHash(tag: string, ...parts: readonly Uint8Array[]): Uint8Array {
  const writer = new ByteWriter().text(`threaded-contract ${tag}`);
  for (const part of parts) writer.integer(part.length, 4).bytes(part);
  return sha256(writer.finish());
}

/** An unsigned number as 8 big-endian bytes. */
export function numberBytes(value: number | bigint): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}
