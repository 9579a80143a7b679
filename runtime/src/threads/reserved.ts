import { KEY_WORDS } from "../storage/hash";
import { CELL_BYTES, loadCell } from "../storage/words";

/**
 * Calls `visit` with each slot of a reservation as nine words; the array is reused.
 * @param keys 32 bytes each
 */
export function forEachReserved(
  contract: number,
  keys: Uint8Array,
  visit: (key: Uint32Array, at: number) => void,
): void {
  if (keys.length === 0) return;
  const view = new DataView(keys.buffer, keys.byteOffset, keys.byteLength);
  const key = new Uint32Array(KEY_WORDS);
  for (let at = 0; at < keys.length; at += CELL_BYTES) {
    key[0] = contract;
    loadCell(view, at, key, 1);
    visit(key, at);
  }
}
