/** Storage of this contract: 32 byte keys, 32 byte values; an absent slot reads as zero, and writing zero removes it. */
import { toSlot } from "./slot";
import { hasWord, loadWord, removeWord, storeWord } from "./word";

/**
 * Typed values in storage slots.
 *
 * A slot is named by a string, or by a `Slot`; then its type is the second type argument: `Storage.get<u64, Slot>(slot("balance", owner))`.
 * Values are integers, bool, `u128`, `i128`, `u256`, `i256`, `Address` and `Hash`. Nothing is cached: a read sees the last write, and after a join
 * the writes of the thread.
 *
 * @example
 * Storage.set<u64>("total", Storage.get<u64>("total") + amount);
 */
export abstract class Storage {
  /** The value in the slot; zero when nothing was written. */
  static get<T, S = string>(slot: S): T { return loadWord<T>(toSlot<S>(slot).pointer); }

  /** Writes the slot. In a thread it must be reserved. */
  static set<T, S = string>(slot: S, value: T): void { storeWord<T>(toSlot<S>(slot).pointer, value); }

  /** Whether the slot holds anything but zero. */
  static has<S = string>(slot: S): bool { return hasWord(toSlot<S>(slot).pointer); }

  /** Sets the slot to zero. */
  static remove<S = string>(slot: S): void { removeWord(toSlot<S>(slot).pointer); }
}
