import { CELL_BYTES, CELL_WORDS, cellBytes, slotKey } from "../storage/words";
import { taggedHash } from "../chain/address";
import { MLDSA_SIZES } from "./mldsa-sizes";
import type { SlotReader } from "../world";

/**
 * ML-DSA public keys that accounts have made known. They are chain state, so they lie in the slot table, under an index
 * no contract has: snapshots and workers get them like any other slot.
 */
export const KEYS_INDEX = 0xffff_fffe;

/** Only level 0 (ML-DSA-44) can be made known, as on the main network. */
export const KNOWN_KEY_LEVEL = 0;
export const KNOWN_KEY_BYTES = MLDSA_SIZES[KNOWN_KEY_LEVEL]!.keyBytes;
const KEY_SLOTS = Math.ceil(KNOWN_KEY_BYTES / CELL_BYTES);

function slotOf(address: Uint8Array, part: number): Uint32Array {
  return slotKey(KEYS_INDEX, taggedHash("ml-dsa key", address, Uint8Array.of(part)));
}

/** The slots a key is kept in, as words. @param address 32 bytes @param key 1,312 bytes */
export function keySlots(
  address: Uint8Array,
  key: Uint8Array,
): { readonly key: Uint32Array; readonly value: Uint32Array }[] {
  const padded = new Uint8Array(KEY_SLOTS * CELL_BYTES);
  padded.set(key);
  const words = new Uint32Array(padded.buffer);
  return Array.from({ length: KEY_SLOTS }, (_, part) => ({
    key: slotOf(address, part),
    value: words.slice(part * CELL_WORDS, (part + 1) * CELL_WORDS),
  }));
}

/** The key an account has made known, or null. */
export function readKey(state: SlotReader, address: Uint8Array): Uint8Array | null {
  const padded = new Uint8Array(KEY_SLOTS * CELL_BYTES);
  const value = new Uint32Array(CELL_WORDS);
  let known = false;
  for (let part = 0; part < KEY_SLOTS; part++) {
    known = state.read(slotOf(address, part), value) || known;
    padded.set(cellBytes(value, 0), part * CELL_BYTES);
  }
  return known ? padded.slice(0, KNOWN_KEY_BYTES) : null;
}
