import { KEY_WORDS } from "./hash";

/** Bytes of a storage key, of a value and of an address. */
export const CELL_BYTES = 32;
/** The same in words. */
export const CELL_WORDS = 8;

const WORD_MASK = 0xffff_ffffn;

/** The unsigned 64-bit integer of two words, the low one first: an engine makes an object of each, and most are small. */
export function longAt(words: Uint32Array, at: number): bigint {
  return (BigInt(words[at + 1]!) << 32n) | BigInt(words[at]!);
}

/** The two words of an unsigned 64-bit integer, the low one first. */
export function wordsOf(bits: bigint): [low: number, high: number] {
  return [Number(bits & WORD_MASK), Number(bits >> 32n)];
}

/** No bytes at all; shared, since nothing can be written to it. */
export const noBytes: Uint8Array = new Uint8Array(0);

/** Copies 32 bytes at `pointer` into eight words, little endian. The caller has checked the bounds. */
export function loadCell(view: DataView, pointer: number, target: Uint32Array, at: number): void {
  for (let i = 0; i < CELL_WORDS; i++) target[at + i] = view.getUint32(pointer + i * 4, true);
}

/** Copies eight words to 32 bytes at `pointer`, little endian. The caller has checked the bounds. */
export function storeCell(view: DataView, pointer: number, source: Uint32Array, at: number): void {
  for (let i = 0; i < CELL_WORDS; i++) view.setUint32(pointer + i * 4, source[at + i]!, true);
}

/** The 32 bytes of eight words. */
export function cellBytes(source: Uint32Array, at: number): Uint8Array {
  const bytes = new Uint8Array(CELL_BYTES);
  storeCell(new DataView(bytes.buffer), 0, source, at);
  return bytes;
}

/** A slot key as nine words. @param key 32 bytes */
export function slotKey(contract: number, key: Uint8Array): Uint32Array {
  const words = new Uint32Array(KEY_WORDS);
  words[0] = contract;
  loadCell(new DataView(key.buffer, key.byteOffset, key.byteLength), 0, words, 1);
  return words;
}

/** Eight words of 32 bytes. */
export function cellWords(bytes: Uint8Array): Uint32Array {
  const words = new Uint32Array(CELL_WORDS);
  loadCell(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0, words, 0);
  return words;
}

/** Whether eight words are all zero, which is how a deleted slot is written (S-19). */
export function isZeroCell(source: Uint32Array, at: number): boolean {
  let any = 0;
  for (let i = 0; i < CELL_WORDS; i++) any |= source[at + i]!;
  return any === 0;
}

/** Orders byte arrays of any length by their bytes, shorter first when one begins the other. */
export function compareBytes(left: Uint8Array, right: Uint8Array): number {
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const difference = left[i]! - right[i]!;
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** Lower-case hexadecimal text with `0x`. */
export function hexadecimal(bytes: Uint8Array): string {
  return "0x" + Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
}
