/** Hashes, computed by the host. */
import { Hash } from "./address";
import { host_ripemd160, host_sha256 } from "./host";

/**
 * SHA-256.
 *
 * @example
 * const commitment: Hash = sha256(Uint8Array.wrap(String.UTF8.encode(secret)));
 */
export function sha256(bytes: Uint8Array): Hash {
  const hash = new Hash();
  host_sha256(bytes.dataStart, bytes.length, hash.pointer);
  return hash;
}

/** RIPEMD-160: 20 bytes. */
export function ripemd160(bytes: Uint8Array): Uint8Array {
  const hash = new Uint8Array(20);
  host_ripemd160(bytes.dataStart, bytes.length, hash.dataStart);
  return hash;
}
