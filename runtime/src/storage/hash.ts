import { randomBytes } from "node:crypto";

/** Words of a slot key: the contract's index and 32 key bytes. */
export const KEY_WORDS = 9;

let processSeed: readonly [number, number] | undefined;

/**
 * A secret of this process. Contracts choose their keys, so an unkeyed hash would let one make every probe slow.
 * It decides where entries lie, never what a table answers, so nothing of it reaches a receipt.
 */
export function hashSeed(): readonly [number, number] {
  if (processSeed === undefined) {
    const bytes = randomBytes(8);
    processSeed = Object.freeze([bytes.readUInt32LE(0), bytes.readUInt32LE(4)] as const);
  }
  return processSeed;
}

/**
 * HalfSipHash-1-3 of the nine words of a slot key, 32 bits with a sign: an engine makes an object of a larger number.
 * Chosen over the multiply-and-xor family because those have collisions for every seed.
 */
export function hashKey(key: Uint32Array, seed0: number, seed1: number): number {
  let v0 = seed0 | 0;
  let v1 = seed1 | 0;
  let v2 = 0x6c796765 ^ seed0;
  let v3 = 0x74656462 ^ seed1;
  for (let i = 0; i < KEY_WORDS + 4; i++) {
    // Nine message words, the length block, then three rounds to finish.
    const word = i < KEY_WORDS ? key[i]! | 0 : i === KEY_WORDS ? (KEY_WORDS * 4) << 24 : 0;
    if (i === KEY_WORDS + 1) v2 ^= 0xff;
    v3 ^= word;
    v0 = (v0 + v1) | 0;
    v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0;
    v0 = (v0 << 16) | (v0 >>> 16);
    v2 = (v2 + v3) | 0;
    v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2;
    v0 = (v0 + v3) | 0;
    v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0;
    v2 = (v2 + v1) | 0;
    v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2;
    v2 = (v2 << 16) | (v2 >>> 16);
    v0 ^= word;
  }
  return v1 ^ v3;
}
