import { invariant } from "../errors";
import { KEY_WORDS } from "./hash";
import type { KeyTable } from "./key-table";
import { CELL_BYTES, loadCell, noBytes, storeCell } from "./words";

/** Bytes of a contract index before a key. */
const INDEX_BYTES = 4;

/** The entries of a table ordered by contract index, then by the bytes of the key. */
export function sortedEntries(table: KeyTable): number[] {
  const { words, entryWords, count } = table;
  const keys = new DataView(new ArrayBuffer(count * CELL_BYTES));
  for (let entry = 0; entry < count; entry++) storeCell(keys, entry * CELL_BYTES, words, entry * entryWords + 1);
  const order = Array.from({ length: count }, (_, entry) => entry);
  order.sort((left, right) => {
    const contracts = words[left * entryWords]! - words[right * entryWords]!;
    if (contracts !== 0) return contracts;
    for (let at = 0; at < CELL_BYTES; at += 4) {
      const difference = keys.getUint32(left * CELL_BYTES + at) - keys.getUint32(right * CELL_BYTES + at);
      if (difference !== 0) return difference;
    }
    return 0;
  });
  invariant(order.length === count, "sorting keeps every entry");
  return order;
}

/** Calls `visit` with each key of `sortedKeys` as nine words; the array is reused. */
export function forEachSortedKey(keys: Uint8Array, visit: (key: Uint32Array) => void): void {
  if (keys.length === 0) return;
  const view = new DataView(keys.buffer, keys.byteOffset, keys.byteLength);
  const key = new Uint32Array(KEY_WORDS);
  for (let at = 0; at < keys.length; at += INDEX_BYTES + CELL_BYTES) {
    key[0] = view.getUint32(at, true);
    loadCell(view, at + INDEX_BYTES, key, 1);
    visit(key);
  }
}

/** Contract index (u32, little endian) and key of each entry, sorted. */
export function sortedKeys(table: KeyTable): Uint8Array {
  if (table.count === 0) return noBytes;
  const step = INDEX_BYTES + CELL_BYTES;
  const view = new DataView(new ArrayBuffer(table.count * step));
  for (const [i, entry] of sortedEntries(table).entries()) {
    view.setUint32(i * step, table.words[entry * table.entryWords]!, true);
    storeCell(view, i * step + INDEX_BYTES, table.words, entry * table.entryWords + 1);
  }
  return new Uint8Array(view.buffer);
}

/** Key and value of each entry, sorted, for a table whose keys are all of one contract and whose payload is a value. */
export function sortedCells(table: KeyTable): Uint8Array {
  if (table.count === 0) return noBytes;
  const step = 2 * CELL_BYTES;
  const view = new DataView(new ArrayBuffer(table.count * step));
  const order = sortedEntries(table);
  for (const [i, entry] of order.entries()) {
    const at = entry * table.entryWords;
    invariant(table.words[at] === table.words[order[0]! * table.entryWords], "all keys are of one contract");
    storeCell(view, i * step, table.words, at + 1);
    storeCell(view, i * step + CELL_BYTES, table.words, at + KEY_WORDS);
  }
  return new Uint8Array(view.buffer);
}
