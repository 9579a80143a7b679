import { invariant } from "../errors";
import type { SlotReader } from "../world";
import { KEY_WORDS, hashSeed, hashKey } from "./hash";
import { CELL_WORDS, isZeroCell } from "./words";

const HEADER_WORDS = 16;
const MAGIC = 0x31746c73; // "slt1"
const CAPACITY = 1;
const COUNT = 2;
const SEED = 3;
const SLOT_WORDS = 1 + CELL_WORDS + CELL_WORDS;
const SMALLEST_CAPACITY = 64;

/**
 * Committed state: a hash table in shared memory, from slot keys to values.
 *
 * One owner writes it, between transactions only; while one runs it is frozen, so any number of workers read without
 * a lock. Growing moves it to a new buffer: the owner hands `buffer` out again (see `runtime/docs/storage.md`).
 */
export class SlotTable implements SlotReader {
  private words: Uint32Array;

  private constructor(words: Uint32Array) {
    this.words = words;
  }

  /** An empty table with room for `slots` before it grows. */
  static create(slots = 0, seed: readonly [number, number] = hashSeed()): SlotTable {
    let capacity = SMALLEST_CAPACITY;
    while (capacity < slots * 2) capacity *= 2;
    const words = new Uint32Array(new SharedArrayBuffer((HEADER_WORDS + capacity * SLOT_WORDS) * 4));
    words[0] = MAGIC;
    words[CAPACITY] = capacity;
    words.set(seed, SEED);
    return new SlotTable(words);
  }

  /** The same table in another worker. @throws TC6017 if the buffer holds no table */
  static attach(buffer: SharedArrayBuffer): SlotTable {
    const words = new Uint32Array(buffer);
    invariant(words[0] === MAGIC, "a shared state buffer holds a slot table");
    invariant(words.length === HEADER_WORDS + words[CAPACITY]! * SLOT_WORDS, "a shared state buffer is complete");
    return new SlotTable(words);
  }

  /** The shared memory; another one after growth. */
  get buffer(): SharedArrayBuffer {
    return this.words.buffer as SharedArrayBuffer;
  }

  /** Number of slots with a value. */
  get count(): number {
    return this.words[COUNT]!;
  }

  read(key: Uint32Array, value: Uint32Array): boolean {
    const at = this.probe(key);
    if (this.words[at] === 0) {
      value.fill(0, 0, CELL_WORDS);
      return false;
    }
    for (let i = 0; i < CELL_WORDS; i++) value[i] = this.words[at + KEY_WORDS + i]!;
    return true;
  }

  /** Sets a slot; a zero value removes it. Owner only, never while a transaction runs. */
  write(key: Uint32Array, value: Uint32Array): void {
    invariant(key.length === KEY_WORDS && value.length >= CELL_WORDS, "a slot key has nine words and a value eight");
    invariant(key[0]! < 0xffff_ffff, "a contract index leaves room for the mark of an empty slot");
    const at = this.probe(key);
    const present = this.words[at] !== 0;
    if (isZeroCell(value, 0)) {
      if (present) this.remove(at);
    } else if (present) {
      this.words.set(value.subarray(0, CELL_WORDS), at + KEY_WORDS);
    } else {
      this.insert(at, key, value);
    }
  }

  /** Calls `visit` for every slot, in no order that may be relied on. */
  forEach(visit: (key: Uint32Array, value: Uint32Array) => void): void {
    for (let at = HEADER_WORDS; at < this.words.length; at += SLOT_WORDS) {
      if (this.words[at] === 0) continue;
      const key = this.words.slice(at, at + KEY_WORDS);
      key[0]! -= 1;
      visit(key, this.words.slice(at + KEY_WORDS, at + SLOT_WORDS));
    }
  }

  private home(key: Uint32Array): number {
    return hashKey(key, this.words[SEED]!, this.words[SEED + 1]!) & (this.words[CAPACITY]! - 1);
  }

  /** Word offset of the key's slot, or of the empty slot that ends its probe run. */
  private probe(key: Uint32Array): number {
    const words = this.words;
    const mask = words[CAPACITY]! - 1;
    const mark = key[0]! + 1;
    for (let cell = this.home(key); ; cell = (cell + 1) & mask) {
      const at = HEADER_WORDS + cell * SLOT_WORDS;
      if (words[at] === 0) return at;
      if (words[at] !== mark) continue;
      let word = 1;
      while (word < KEY_WORDS && words[at + word] === key[word]) word++;
      if (word === KEY_WORDS) return at;
    }
  }

  private insert(at: number, key: Uint32Array, value: Uint32Array): void {
    this.words[at] = key[0]! + 1;
    this.words.set(key.subarray(1, KEY_WORDS), at + 1);
    this.words.set(value.subarray(0, CELL_WORDS), at + KEY_WORDS);
    this.words[COUNT]! += 1;
    if (this.count * 2 > this.words[CAPACITY]!) this.grow();
  }

  /** Empties a slot and moves later ones of the probe run back, so that no mark of a removed slot is needed. */
  private remove(hole: number): void {
    const words = this.words;
    const mask = words[CAPACITY]! - 1;
    const key = new Uint32Array(KEY_WORDS);
    let cell = (hole - HEADER_WORDS) / SLOT_WORDS;
    invariant(words[hole] !== 0, "only a present slot is removed");
    for (let next = (cell + 1) & mask; ; next = (next + 1) & mask) {
      const at = HEADER_WORDS + next * SLOT_WORDS;
      if (words[at] === 0) break;
      key.set(words.subarray(at, at + KEY_WORDS));
      key[0]! -= 1;
      // A slot may move back to the hole unless its home lies after it.
      if (((next - this.home(key)) & mask) < ((next - cell) & mask)) continue;
      words.copyWithin(HEADER_WORDS + cell * SLOT_WORDS, at, at + SLOT_WORDS);
      cell = next;
    }
    words.fill(0, HEADER_WORDS + cell * SLOT_WORDS, HEADER_WORDS + (cell + 1) * SLOT_WORDS);
    invariant(words[COUNT]! > 0, "a slot that is removed was counted");
    words[COUNT]! -= 1;
  }

  private grow(): void {
    const larger = SlotTable.create(this.words[CAPACITY], [this.words[SEED]!, this.words[SEED + 1]!]);
    const before = this.count;
    this.forEach((key, value) => larger.write(key, value));
    invariant(larger.count === before, "growing keeps every slot");
    invariant(larger.words[CAPACITY]! > this.words[CAPACITY]!, "growing makes room");
    this.words = larger.words;
  }
}
