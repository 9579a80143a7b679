import { invariant } from "../errors";

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
