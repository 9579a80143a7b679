import { invariant } from "../errors";
import type { StoragePolicy } from "../gas/schedule";
import { KEY_WORDS } from "./hash";
import { KeyTable } from "./key-table";
import { forEachSortedKey, sortedKeys } from "./sorted";
import { CELL_WORDS } from "./words";

/** Stands in the place of the contract's index where the 32 bytes are an address. */
const ACCOUNT = 0xffff_ffff;

/**
 * Which slots and accounts a transaction has touched, for schedules that price a first access differently.
 * A thread starts from a copy and hands its own touches over at the join, so no price depends on a sibling (N5).
 */
export class Warmth {
  private readonly before: KeyTable;
  private readonly own = new KeyTable(0);

  private constructor(
    readonly policy: Exclude<StoragePolicy, "flat">,
    before: Uint8Array,
  ) {
    this.before = KeyTable.view(before, 0);
  }

  /** Null for a flat policy, which asks nobody. @param before published touches to start from */
  static create(policy: StoragePolicy, before: Uint8Array = new Uint8Array(0)): Warmth | null {
    return policy === "flat" ? null : new Warmth(policy, before);
  }

  /** Notes a touch; returns whether it was touched before. */
  touch(key: Uint32Array): boolean {
    if (this.before.find(key) >= 0 || this.own.find(key) >= 0) return true;
    this.own.add(key);
    return false;
  }

  /** The same for an account. @param address eight words */
  touchAccount(address: Uint32Array): boolean {
    invariant(address.length === CELL_WORDS, "an address has eight words");
    const key = new Uint32Array(KEY_WORDS);
    key[0] = ACCOUNT;
    key.set(address, 1);
    return this.touch(key);
  }

  /** Flat copy of every touch, to start a thread from. */
  publish(): Uint8Array {
    const all = new KeyTable(0, this.before.count + this.own.count);
    for (const table of [this.before, this.own]) {
      for (let entry = 0; entry < table.count; entry++) all.add(keyAt(table, entry));
    }
    invariant(all.count === this.before.count + this.own.count, "a touch is noted once");
    return all.publish();
  }

  /** The touches since the start: contract index (u32, little endian) and key of each, sorted. */
  ownTouches(): Uint8Array {
    return sortedKeys(this.own);
  }

  /** Takes over the touches of a joined thread. @param touches as `ownTouches` gives them */
  merge(touches: Uint8Array): void {
    const before = this.own.count;
    forEachSortedKey(touches, (key) => this.touch(key));
    invariant(this.own.count >= before, "what is warm stays warm");
  }
}

function keyAt(table: KeyTable, entry: number): Uint32Array {
  const at = entry * table.entryWords;
  return table.words.subarray(at, at + KEY_WORDS);
}
