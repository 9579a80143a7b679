import { KEY_WORDS } from "../../../src/storage/hash";
import { Random, reproduction, testSeed } from "../../../../test/support/wasm/random";

/** Random slots of a small set, so that operations meet, and the line that repeats a failure. */
export class RandomSlots extends Random {
  constructor(private readonly file: string) {
    super(testSeed());
  }

  key(): Uint32Array {
    const key = new Uint32Array(KEY_WORDS);
    key[0] = this.below(3);
    key[1] = this.below(60);
    key[8] = this.below(2);
    return key;
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.below(256));
  }

  /** Compares every slot of the set with a model from the text of keys to the first word of values. */
  compare(reader: { read(key: Uint32Array, value: Uint32Array): boolean }, model: ReadonlyMap<string, number>): void {
    const out = new Uint32Array(8);
    for (let i = 0; i < 3 * 60 * 2; i++) {
      const key = Uint32Array.of(i % 3, Math.floor(i / 6), 0, 0, 0, 0, 0, 0, Math.floor(i / 3) % 2);
      const expected = model.get(keyText(key)) ?? 0;
      const found = reader.read(key, out);
      if (found === (expected !== 0) && out[0] === expected && out[7] === expected) continue;
      const repeat = reproduction(`runtime/test/core/storage/${this.file}`, this.seed);
      throw new Error(`${keyText(key)}: ${out[0]} instead of ${expected}; repeat with ${repeat}`);
    }
  }
}

export function keyText(key: Uint32Array): string {
  return key.join(",");
}

/** A value that carries one number, at both its ends. */
export function wordValue(word: number): Uint32Array {
  return Uint32Array.of(word, 0, 0, 0, 0, 0, 0, word);
}
