import { invariant } from "../errors";
import { KEY_WORDS } from "./hash";
import type { SlotTable } from "./slot-table";
import { CELL_WORDS } from "./words";

const RECORD_WORDS = KEY_WORDS + CELL_WORDS;

/**
 * Commits changes to the slot table and takes them back to a mark, in time proportional to the changes.
 * While nobody holds a mark nothing is remembered.
 */
export class StateHistory {
  private records = new Uint32Array(RECORD_WORDS * 64);
  private recordCount = 0;
  /** Record counts at the open marks, ascending. */
  private readonly marks: number[] = [];
  private readonly previous = new Uint32Array(CELL_WORDS);

  constructor(readonly table: SlotTable) {}

  /** Writes a slot so that open marks can be gone back to. @param value eight words, zero deletes */
  write(key: Uint32Array, value: Uint32Array): void {
    if (this.marks.length > 0) this.remember(key);
    this.table.write(key, value);
  }

  /** Opens a mark; returns its id, to be passed to `revert`. */
  mark(): number {
    invariant(this.recordCount >= (this.marks.at(-1) ?? 0), "marks follow each other");
    this.marks.push(this.recordCount);
    invariant(this.marks.length < 1_000_000, "marks are released when no longer needed");
    return this.marks.length - 1;
  }

  /** Whether a mark is still open: going back closes it and every later one. */
  isOpen(mark: number): boolean {
    return Number.isInteger(mark) && mark >= 0 && mark < this.marks.length;
  }

  /** Takes back every write since the mark and closes it, with all later ones. */
  revert(mark: number): void {
    invariant(this.isOpen(mark), "a mark can be gone back to once");
    const target = this.marks[mark]!;
    while (this.recordCount > target) {
      const at = --this.recordCount * RECORD_WORDS;
      const value = this.records.subarray(at + KEY_WORDS, at + RECORD_WORDS);
      this.table.write(this.records.subarray(at, at + KEY_WORDS), value);
    }
    this.marks.length = mark;
    invariant(this.recordCount === target, "going back ends at the mark");
  }

  private remember(key: Uint32Array): void {
    invariant(this.marks.length > 0, "nothing is remembered without a mark");
    const at = this.recordCount++ * RECORD_WORDS;
    if (at + RECORD_WORDS > this.records.length) {
      const larger = new Uint32Array(this.records.length * 2);
      larger.set(this.records);
      this.records = larger;
    }
    this.table.read(key, this.previous);
    this.records.set(key, at);
    this.records.set(this.previous, at + KEY_WORDS);
    invariant(this.recordCount * RECORD_WORDS <= this.records.length, "every write while a mark is open is remembered");
  }
}
