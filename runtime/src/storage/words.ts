import { KEY_WORDS } from "./hash";

/** Bytes of a storage key, of a value and of an address. */
export const CELL_BYTES = 32;
/** The same in words. */
export const CELL_WORDS = 8;

/** Which of the two words of a 64-bit integer in memory is the low one on this machine. */
export const LOW_WORD = new Uint32Array(BigUint64Array.of(1n).buffer)[0] === 1 ? 0 : 1;

/** The words of raw bits: an engine makes a 64-bit integer an object each time, and most are small. */
export function wordsOf(bits: BigUint64Array): Uint32Array {
  return new Uint32Array(bits.buffer, bits.byteOffset, bits.length * 2);
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
