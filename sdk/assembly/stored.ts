/** Single values and maps in storage, as objects that name their slots. */
import { Slot, slot as slotNamed, toSlot } from "./slot";
import { hasWord, loadWord, removeWord, storeWord } from "./word";

/**
 * One value in storage.
 *
 * @example
 * const total = new Stored<u64>("total");
 * total.value += 5;
 * const h = thread_spawn_with_reservation<void>(2_000_000, [total], (): void => { total.value = 1; });
 * thread_join_with_refund(h);
 */
@final
export class Stored<T> {
  /** The slot; an array of stored values can be given to `thread_spawn_with_reservation` as it is. */
  readonly slot: Slot;

  /** The value named by a string. */
  constructor(name: string) { this.slot = slotNamed(name); }

  /** The value in a given slot. */
  static at<T, S = Slot>(slot: S): Stored<T> {
    const stored = changetype<Stored<T>>(__new(offsetof<Stored<T>>(), idof<Stored<T>>()));
    memory.fill(changetype<usize>(stored), 0, offsetof<Stored<T>>());
    const key = toSlot<S>(slot);
    store<usize>(changetype<usize>(stored), changetype<usize>(key), offsetof<Stored<T>>("slot"));
    __link(changetype<usize>(stored), changetype<usize>(key), false);
    return stored;
  }

  /** The value; zero when nothing was written. */
  get value(): T { return loadWord<T>(this.slot.pointer); }
  set value(value: T) { storeWord<T>(this.slot.pointer, value); }

  /** Whether it is anything but zero. */
  get exists(): bool { return hasWord(this.slot.pointer); }

  /** Sets it to zero. */
  remove(): void { removeWord(this.slot.pointer); }
}

/**
 * Values in storage by key. Keys are strings, integers, addresses: whatever has a `toString()`.
 *
 * @example
 * const balances = new StoredMap<Address, u64>("balance");
 * balances.set(owner, balances.get(owner) + 10);
 * const h = thread_spawn_with_reservation<void>(2_000_000, [balances.at(owner)], (): void => balances.set(owner, 1));
 * thread_join_with_refund(h);
 */
@final
export class StoredMap<K, V> {
  /** @param name first segment of every slot of the map */
  constructor(readonly name: string) {}

  /** The slot of a key: `slot(name, key)`. */
  slot(key: K): Slot { return slotNamed<K>(this.name, key); }

  /** The value of a key as an object, whose slot can be reserved. */
  at(key: K): Stored<V> { return Stored.at<V, Slot>(this.slot(key)); }

  /** The value of a key; zero when nothing was written. */
  get(key: K): V { return loadWord<V>(this.slot(key).pointer); }

  /** Writes the value of a key. */
  set(key: K, value: V): void { storeWord<V>(this.slot(key).pointer, value); }

  /** Whether the value of a key is anything but zero. */
  has(key: K): bool { return hasWord(this.slot(key).pointer); }

  /** Sets the value of a key to zero. */
  remove(key: K): void { removeWord(this.slot(key).pointer); }
}
