import { KEY_WORDS, hashKey } from "../../../src/storage/hash";

describe("hash", () => {
  test("depends on every word of the key and on the seed", () => {
    const key = new Uint32Array(KEY_WORDS);
    const seen = new Set([hashKey(key, 1, 2), hashKey(key, 1, 3), hashKey(key, 2, 2)]);
    for (let i = 0; i < KEY_WORDS; i++) {
      const changed = key.slice();
      changed[i] = 1;
      seen.add(hashKey(changed, 1, 2));
    }
    expect(seen.size).toBe(3 + KEY_WORDS);
  });

  test("is HalfSipHash-1-3: independently written in 32-bit arithmetic with BigInt", () => {
    const key = Uint32Array.from({ length: KEY_WORDS }, (_, i) => i * 0x01010101);
    expect(hashKey(key, 0x03020100, 0x07060504) >>> 0).toBe(halfSipHash13(key, 0x03020100n, 0x07060504n));
  });
});

function halfSipHash13(key: Uint32Array, k0: bigint, k1: bigint): number {
  const mask = 0xffff_ffffn;
  const rotate = (word: bigint, by: bigint): bigint => ((word << by) | (word >> (32n - by))) & mask;
  let [v0, v1, v2, v3] = [k0, k1, 0x6c796765n ^ k0, 0x74656462n ^ k1];
  const round = (): void => {
    v0 = (v0 + v1) & mask;
    v1 = rotate(v1, 5n) ^ v0;
    v0 = rotate(v0, 16n);
    v2 = (v2 + v3) & mask;
    v3 = rotate(v3, 8n) ^ v2;
    v0 = (v0 + v3) & mask;
    v3 = rotate(v3, 7n) ^ v0;
    v2 = (v2 + v1) & mask;
    v1 = rotate(v1, 13n) ^ v2;
    v2 = rotate(v2, 16n);
  };
  for (const word of [...key].map(BigInt).concat(BigInt(key.length * 4) << 24n)) {
    v3 ^= word;
    round();
    v0 ^= word;
  }
  v2 ^= 0xffn;
  for (let i = 0; i < 3; i++) round();
  return Number(v1 ^ v3);
}
