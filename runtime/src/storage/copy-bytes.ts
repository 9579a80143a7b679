import { invariant } from "../errors";
import { noBytes } from "./words";

/**
 * Copies all of `source` to `target` at `offset`, several times as fast as `set` where one of them is shared: the
 * engine copies shared memory a word at a time, the host's `fill` with the pattern `source`, once over, copies it whole.
 * Nobody else may use either while it copies.
 */
export function copyBytes(target: Uint8Array, source: Uint8Array, offset = 0): void {
  const end = offset + source.length;
  invariant(offset >= 0 && end <= target.length, "bytes are copied to where there is room for them");
  if (source.length > 0) Buffer.prototype.fill.call(target, source, offset, end);
}

/** Up to this length a loop is faster than asking the engine. */
const SHORT_BYTES = 64;

/** A copy of `length` bytes from `start` on, in memory of its own. */
export function copyOf(bytes: Uint8Array, start: number, length: number): Uint8Array {
  invariant(start >= 0 && start + length <= bytes.length, "what is copied is there");
  if (length === 0) return noBytes;
  if (length > SHORT_BYTES) return bytes.slice(start, start + length);
  const copy = new Uint8Array(length);
  for (let i = 0; i < length; i++) copy[i] = bytes[start + i]!;
  return copy;
}
