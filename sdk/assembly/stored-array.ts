import { Slot, toSlot } from "./slot";
import { Stored } from "./stored";
import { loadWord, removeWord, storeWord } from "./word";

/**
 * A list in storage: the length in one slot, each element in a child of it.
 *
 * A thread that pushes must reserve the length too; one that only changes elements reserves `array.at(i)` or `array.slots(from, to)`.
 *
 * @example
 * const prices = new StoredArray<u64>("prices");
 * prices.push(10);
 * const h = thread_spawn_with_reservation<void>(2_000_000, prices.slots(0, 1), (): void => prices.set(0, 11));
 * thread_join_with_refund(h);
 */
@final
export class StoredArray<T> {
  /** The slot of the length. */
  readonly slot: Slot;

  constructor(name: string) { this.slot = toSlot<string>(name); }

  /** Number of elements. */
  get length(): u32 { return loadWord<u32>(this.slot.pointer); }

  /** The element at `index` as an object, whose slot can be reserved; the index may be past the end. */
  at(index: u32): Stored<T> { return Stored.at<T, Slot>(this.slot.child(index)); }

  /** The slots of the elements from `from` up to and without `to`. */
  slots(from: u32, to: u32): Slot[] {
    const slots = new Array<Slot>();
    for (let i = from; i < to; i++) slots.push(this.slot.child(i));
    return slots;
  }

  /** The element at `index`; reverts past the end. */
  get(index: u32): T {
    this.check(index);
    return loadWord<T>(this.slot.child(index).pointer);
  }

  /** Writes the element at `index`; reverts past the end. */
  set(index: u32, value: T): void {
    this.check(index);
    storeWord<T>(this.slot.child(index).pointer, value);
  }

  /** Adds an element and returns the new length. */
  push(value: T): u32 {
    const length = this.length;
    if (length == u32.MAX_VALUE) throw new RangeError("the stored list is full");
    storeWord<T>(this.slot.child(length).pointer, value);
    storeWord<u32>(this.slot.pointer, length + 1);
    return length + 1;
  }

  /** Removes and returns the last element; reverts when there is none. */
  pop(): T {
    const length = this.length;
    if (length == 0) throw new RangeError("the stored list is empty");
    const last = this.slot.child(length - 1);
    const value = loadWord<T>(last.pointer);
    removeWord(last.pointer);
    storeWord<u32>(this.slot.pointer, length - 1);
    return value;
  }

  private check(index: u32): void {
    const length = this.length;
    if (index >= length) throw new RangeError("element " + index.toString() + " of a stored list of " + length.toString());
  }
}
