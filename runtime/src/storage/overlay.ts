import { invariant } from "../errors";
import type { SlotReader } from "../world";
import { KEY_WORDS } from "./hash";
import { KeyTable } from "./key-table";
import { CELL_WORDS } from "./words";

/** Payload of an overlay entry: the value, the number of the write and who wrote. */
export const OVERLAY_PAYLOAD_WORDS = CELL_WORDS + 2;
/** Word of the payload that holds the number of the write. */
export const SEQUENCE_WORD = CELL_WORDS;
/** Word of the payload that holds the writer: a ticket, or 0 for the main execution. */
export const WRITER_WORD = CELL_WORDS + 1;

const UNDO_WORDS = 2 + OVERLAY_PAYLOAD_WORDS;

/**
 * What a transaction has written on top of committed state, with marks to go back to when a frame fails.
 *
 * Every write has a number. A snapshot is a flat copy of the entries; what was written after it is found through
 * the undo records, so both cost the writes made, never the size of the state (S-21).
 */
export class Overlay implements SlotReader {
  private readonly table = new KeyTable(OVERLAY_PAYLOAD_WORDS);
  /** For each write: entry, 1 if the write created it, and the payload before. */
  private undo = new Uint32Array(0);
  private undoCount = 0;
  private lastSequence = 0;

  constructor(private readonly base: SlotReader) {}

  /** Number of the last write; never goes back, not even when a frame is undone. */
  get sequence(): number {
    return this.lastSequence;
  }

  read(key: Uint32Array, value: Uint32Array): boolean {
    const entry = this.table.find(key);
    if (entry < 0) return this.base.read(key, value);
    const at = this.table.payload(entry);
    let any = 0;
    for (let i = 0; i < CELL_WORDS; i++) any |= value[i] = this.table.words[at + i]!;
    return any !== 0;
  }

  /** Whether the transaction wrote the slot, be it with zero. */
  wrote(key: Uint32Array): boolean {
    return this.table.find(key) >= 0;
  }

  /** Writes a slot; zero deletes it. @param writer ticket of the thread whose join commits, 0 for main */
  write(key: Uint32Array, value: Uint32Array, writer: number): void {
    invariant(key.length === KEY_WORDS, "a slot key has nine words");
    const found = this.table.find(key);
    const entry = found < 0 ? this.table.add(key) : found;
    const at = this.table.payload(entry);
    this.remember(entry, found < 0, at);
    const words = this.table.words;
    for (let i = 0; i < CELL_WORDS; i++) words[at + i] = value[i]!;
    words[at + SEQUENCE_WORD] = ++this.lastSequence;
    words[at + WRITER_WORD] = writer;
    invariant(this.lastSequence < 0xffff_ffff, "writes of a transaction are counted in 32 bits");
  }

  /** A mark to which `revert` goes back. */
  mark(): number {
    return this.undoCount;
  }

  /** Undoes every write since the mark, the latest first. */
  revert(mark: number): void {
    invariant(mark <= this.undoCount, "a frame goes back, not forward");
    while (this.undoCount > mark) {
      const at = --this.undoCount * UNDO_WORDS;
      const entry = this.undo[at]!;
      if (this.undo[at + 1] === 1) {
        invariant(entry === this.table.count - 1, "entries are taken back in reverse order");
        this.table.truncate(entry);
      } else {
        this.table.words.set(this.undo.subarray(at + 2, at + UNDO_WORDS), this.table.payload(entry));
      }
    }
  }

  /** Flat copy of all entries, for a generation's snapshot. */
  publish(): Uint8Array {
    return this.table.publish();
  }

  /** Flat table of the entries written after the write with number `sequence`; empty if there are none. */
  publishSince(sequence: number): Uint8Array {
    const since = new KeyTable(OVERLAY_PAYLOAD_WORDS);
    for (let i = this.undoCount - 1; i >= 0; i--) {
      const at = this.table.payload(this.undo[i * UNDO_WORDS]!);
      // The entry carries its latest write: once one is old enough, this record says nothing about older ones.
      if (this.table.words[at + SEQUENCE_WORD]! <= sequence) break;
      const key = this.table.words.subarray(at - KEY_WORDS, at);
      const copy = since.payload(since.entry(key));
      since.words.set(this.table.words.subarray(at, at + OVERLAY_PAYLOAD_WORDS), copy);
    }
    return since.publish();
  }

  /** Who wrote the slot after the write with number `sequence`: a ticket, 0 for main, or -1 for nobody. */
  writerSince(key: Uint32Array, sequence: number): number {
    const entry = this.table.find(key);
    if (entry < 0) return -1;
    const at = this.table.payload(entry);
    return this.table.words[at + SEQUENCE_WORD]! > sequence ? this.table.words[at + WRITER_WORD]! : -1;
  }

  /** Calls `visit` with key and value of every entry, in the order of first writes. */
  forEach(visit: (key: Uint32Array, value: Uint32Array) => void): void {
    for (let entry = 0; entry < this.table.count; entry++) {
      const at = this.table.payload(entry);
      visit(this.table.words.subarray(at - KEY_WORDS, at), this.table.words.subarray(at, at + CELL_WORDS));
    }
  }

  private remember(entry: number, created: boolean, at: number): void {
    const record = this.undoCount++ * UNDO_WORDS;
    if (record + UNDO_WORDS > this.undo.length) {
      const larger = new Uint32Array(Math.max(UNDO_WORDS * 16, this.undo.length * 2));
      larger.set(this.undo);
      this.undo = larger;
    }
    this.undo[record] = entry;
    this.undo[record + 1] = created ? 1 : 0;
    this.undo.set(this.table.words.subarray(at, at + OVERLAY_PAYLOAD_WORDS), record + 2);
    invariant(entry < this.table.count, "an undo record names an entry");
  }
}
