import { invariant } from "../errors";
import { KEY_WORDS, hashSeed, hashKey } from "./hash";
import { noBytes } from "./words";

const HEADER_WORDS = 8;
const MAGIC = 0x31746b74; // "tkt1"
const SMALLEST_CAPACITY = 16;

/** The words behind a table, owned or viewed. */
interface Parts {
  count: number;
  index: Uint32Array;
  entries: Uint32Array;
}

/** Most tables of most threads stay empty, so empty ones share their parts; a table gets its own when it first grows. */
const noParts: Parts = { count: 0, index: new Uint32Array(0), entries: new Uint32Array(0) };

/**
 * A hash table from slot keys to a fixed number of payload words, for everything a transaction remembers.
 *
 * Entries lie in insertion order behind an index, so the newest can be taken back (`truncate`), all can be walked
 * without the index, and the whole is flat bytes that another worker probes in place (`publish`, `view`).
 */
export class KeyTable {
  readonly payloadWords: number;
  readonly entryWords: number;
  private readonly seed0: number;
  private readonly seed1: number;
  private parts: Parts;

  /** @param capacity entries to make room for at once */
  constructor(payloadWords: number, capacity = 0, seed: readonly [number, number] = hashSeed()) {
    this.payloadWords = payloadWords;
    this.entryWords = KEY_WORDS + payloadWords;
    this.seed0 = seed[0] | 0;
    this.seed1 = seed[1] | 0;
    this.parts = noParts;
    if (capacity > 0) this.grow(capacity);
  }

  /** Number of entries. */
  get count(): number {
    return this.parts.count;
  }

  /** The entries' words; entry `i` starts with its key at `i * entryWords`. Invalid after the next `add`. */
  get words(): Uint32Array {
    return this.parts.entries;
  }

  /** Word offset of an entry's payload in `words`. */
  payload(entry: number): number {
    return entry * this.entryWords + KEY_WORDS;
  }

  /** The entry of a key, or -1. */
  find(key: Uint32Array): number {
    const { index, entries, count } = this.parts;
    if (count === 0) return -1;
    const mask = index.length - 1;
    for (let cell = hashKey(key, this.seed0, this.seed1) & mask; ; cell = (cell + 1) & mask) {
      const entry = index[cell]! - 1;
      if (entry < 0) return -1;
      const at = entry * this.entryWords;
      let word = 0;
      while (word < KEY_WORDS && entries[at + word] === key[word]) word++;
      if (word === KEY_WORDS) return entry;
    }
  }

  /** Adds a key that is not in the table, with a zero payload; returns its entry. */
  add(key: Uint32Array): number {
    if ((this.parts.count + 1) * 2 > this.parts.index.length) this.grow(this.parts.count + 1);
    const entry = this.parts.count++;
    invariant(key.length === KEY_WORDS, "a slot key has nine words");
    const at = entry * this.entryWords;
    this.parts.entries.set(key, at);
    this.parts.entries.fill(0, at + KEY_WORDS, at + this.entryWords);
    this.link(entry);
    return entry;
  }

  /** The entry of a key, added if missing. */
  entry(key: Uint32Array): number {
    const found = this.find(key);
    return found < 0 ? this.add(key) : found;
  }

  /** Gives an entry its payload, or the first words of it. */
  set(entry: number, payload: Uint32Array): void {
    invariant(entry < this.parts.count && payload.length <= this.payloadWords, "a payload belongs to an entry");
    const at = this.payload(entry);
    for (let i = 0; i < payload.length; i++) this.parts.entries[at + i] = payload[i]!;
  }

  /** Takes back every entry from `count` on. */
  truncate(count: number): void {
    invariant(count <= this.parts.count, "a table is cut to what it had");
    // The newest entry ends every probe run it lies in, so clearing its cell leaves all older ones reachable.
    while (this.parts.count > count) this.unlink(--this.parts.count);
    invariant(this.parts.count === count, "a table is cut to exactly that");
  }

  /** One flat copy, as short as the entries allow; empty for an empty table. */
  publish(): Uint8Array {
    const { count, index, entries } = this.parts;
    if (count === 0) return noBytes;
    const words = new Uint32Array(HEADER_WORDS + index.length + count * this.entryWords);
    words.set([MAGIC, count, index.length, this.payloadWords, this.seed0, this.seed1]);
    words.set(index, HEADER_WORDS);
    words.set(entries.subarray(0, count * this.entryWords), HEADER_WORDS + index.length);
    return new Uint8Array(words.buffer);
  }

  /**
   * A table over published bytes, for reading only; an empty array is an empty table. Copies only if misaligned.
   * @throws TC6017 if the bytes are no table of this shape
   */
  static view(bytes: Uint8Array, payloadWords: number): KeyTable {
    if (bytes.length === 0) return new KeyTable(payloadWords, 0, [0, 0]);
    const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
    invariant(aligned.length % 4 === 0, "a published table is whole words");
    const words = new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length / 4);
    const [magic = 0, count = 0, capacity = 0, payload = 0, seed0 = 0, seed1 = 0] = words;
    invariant(magic === MAGIC && payload === payloadWords, "a published table has the expected shape");
    const table = new KeyTable(payloadWords, 0, [seed0, seed1]);
    const start = HEADER_WORDS + capacity;
    invariant(words.length === start + count * table.entryWords, "a published table is complete");
    table.parts = { count, index: words.subarray(HEADER_WORDS, start), entries: words.subarray(start) };
    return table;
  }

  private cellOf(entry: number, wanted: number): number {
    const { index, entries } = this.parts;
    const mask = index.length - 1;
    const at = entry * this.entryWords;
    let cell = hashKey(entries.subarray(at, at + KEY_WORDS), this.seed0, this.seed1) & mask;
    while (index[cell] !== wanted) cell = (cell + 1) & mask;
    return cell;
  }

  private link(entry: number): void {
    this.parts.index[this.cellOf(entry, 0)] = entry + 1;
  }

  private unlink(entry: number): void {
    this.parts.index[this.cellOf(entry, entry + 1)] = 0;
  }

  private grow(capacity: number): void {
    const { count, index, entries } = this.parts;
    let size = Math.max(SMALLEST_CAPACITY, index.length * 2);
    while (size < capacity * 2) size *= 2;
    const larger = new Uint32Array((size / 2) * this.entryWords);
    larger.set(entries.subarray(0, count * this.entryWords));
    this.parts = { count, index: new Uint32Array(size), entries: larger };
    for (let entry = 0; entry < count; entry++) this.link(entry);
    invariant(this.parts.count === count && size >= capacity * 2, "growing keeps every entry and makes room");
  }
}
