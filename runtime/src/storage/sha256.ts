import { hash } from "node:crypto";
import { invariant } from "../errors";

const DIGEST_BYTES = 32;

/**
 * SHA-256, 32 bytes. The digest comes as a text with a character for each byte: to make a buffer of it, the engine would take twice as
 * long as a short digest itself, and leave something to collect.
 *
 * @param digest where it goes; new memory unless somebody has room for it
 */
export function sha256(bytes: Uint8Array, digest: Uint8Array = new Uint8Array(DIGEST_BYTES)): Uint8Array {
  const text = hash("sha256", bytes, "binary");
  invariant(text.length === DIGEST_BYTES && digest.length === DIGEST_BYTES, "a digest has 32 bytes");
  for (let i = 0; i < DIGEST_BYTES; i++) digest[i] = text.charCodeAt(i);
  return digest;
}
