import { FAILURE_DATA_BYTES_MAXIMUM } from "../limits";

/** First four bytes of revert data that carries a text: `Error(string)`. */
const ERROR_SELECTOR = 0x63739d5c;
const HEADER_BYTES = 8;

/** A text as it is after a way through UTF-8, cut to `maximum` bytes: what any carrier of it will show. */
export function plainText(text: string, maximum = FAILURE_DATA_BYTES_MAXIMUM): string {
  const bytes = Buffer.from(text, "utf8");
  let end = Math.min(bytes.length, maximum);
  // Do not cut inside a character: step back over continuation bytes.
  while (end < bytes.length && end > 0 && (bytes[end]! & 0xc0) === 0x80) end--;
  return bytes.toString("utf8", 0, end);
}

/** Revert data of a text: selector, u32 length, UTF-8, all big endian. */
export function encodeRevert(text: string): Uint8Array {
  const bytes = Buffer.from(plainText(text, FAILURE_DATA_BYTES_MAXIMUM - HEADER_BYTES), "utf8");
  const data = Buffer.alloc(HEADER_BYTES + bytes.length);
  data.writeUInt32BE(ERROR_SELECTOR, 0);
  data.writeUInt32BE(bytes.length, 4);
  bytes.copy(data, HEADER_BYTES);
  return new Uint8Array(data);
}

/** The text of revert data, or null if it carries none; data that was cut gives the text that is left. */
export function decodeRevert(data: Uint8Array): string | null {
  if (data.length < HEADER_BYTES) return null;
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  if (bytes.readUInt32BE(0) !== ERROR_SELECTOR) return null;
  const end = Math.min(HEADER_BYTES + bytes.readUInt32BE(4), bytes.length);
  return plainText(bytes.toString("utf8", HEADER_BYTES, end));
}
