/** The storage slots of btc-runtime's storage objects: what a reservation lists. */
import { StoredBooleanArray } from "../runtime/storage/arrays/StoredBooleanArray";
import { Revert } from "../runtime/types/Revert";
import { Slot } from "@threaded-contract/sdk/assembly/slot";
import { cachedSlot } from "./stored-slot";

/**
 * The slot of a stored value: `StoredU256`, `StoredU64`, `StoredU32`, `StoredBoolean` or `StoredAddress`.
 *
 * @example
 * const h = thread_spawn_with_reservation<void>(200_000_000, [slotOf(this.total)], (): void => { this.total.value = count(); });
 */
export function slotOf<S>(object: S): Slot {
  // @ts-ignore: private
  if (isDefined(object.pointerBuffer)) return cachedSlot<S>(object.pointerBuffer, object);
  // @ts-ignore: private
  else if (isDefined(object.bufferPointer)) return cachedSlot<S>(object.bufferPointer, object, membersOf<S>(object));
  // @ts-ignore: private
  else if (isDefined(object.addressPointer)) return cachedSlot<S>(object.addressPointer, object);
  else {
    ERROR("slotOf takes a StoredU256, StoredU64, StoredU32, StoredBoolean or StoredAddress; for an entry of a map slotOfEntry, for a stored array or text slotsOf");
    return refused();
  }
}

/**
 * The slot of one entry of a map: `AddressMemoryMap`, `StoredMapU256`, `Nested` or a `KeyMerger`.
 *
 * @example
 * const slots: Slot[] = [];
 * for (let i = 0; i < users.length; i++) slots.push(slotOfEntry(this.balances, users[i]));
 */
export function slotOfEntry<M, K>(map: M, key: K): Slot {
  // @ts-ignore: private
  if (isDefined(map.getKeyPointer(key))) return Slot.fromBytes(map.getKeyPointer(key));
  // @ts-ignore: private
  else if (isDefined(map.getKeyHash(key))) return Slot.fromBytes(map.getKeyHash(key));
  // A merger of keys puts its own before it.
  // @ts-ignore: private
  else if (isDefined(map.mergeKey(key))) return Slot.fromBytes(map.encodePointer(map.mergeKey(key)));
  // @ts-ignore: private
  else if (isDefined(map.encodePointer(key))) return Slot.fromBytes(map.encodePointer(key));
  else {
    ERROR("slotOfEntry takes an AddressMemoryMap, a StoredMapU256, a KeyMerger or an entry of a MapOfMap, and a key of it");
    return refused();
  }
}

/**
 * The slot that holds one element of a stored array. Several elements share a slot: whoever writes one of them needs all of it.
 *
 * @param index as in `array.get(index)`
 */
export function slotOfElement<A>(array: A, index: u32): Slot {
  // @ts-ignore: private
  if (isDefined(array.lengthPointer)) {
    const capacity = capacityOf<A>(array);
    // @ts-ignore: private
    const physical: u32 = array.getRealIndex(index);
    const first = physical - (physical % capacity);
    const contents = capacity == 1 ? "" : "elements " + first.toString() + " to " + (first + capacity - 1).toString() + " of a " + nameof<A>();
    // @ts-ignore: private
    return cachedSlot<A>(array.calculateStoragePointer(physical / capacity), array, contents);
  } else {
    ERROR("slotOfElement takes a stored array, and an index; for an entry of a map slotOfEntry");
    return refused();
  }
}

/** Stands where a result would, so that what the compiler has refused is its only error. */
function refused(): Slot { throw new Revert("refused by the compiler"); }

/** How many elements share a slot. */
function capacityOf<A>(array: A): u32 {
  // @ts-ignore: private
  if (isDefined(array.getSlotCapacity())) return array.getSlotCapacity();
  // An array of booleans is a class of its own, with a bit for each.
  else if (idof<A>() == idof<StoredBooleanArray>()) return 256;
  else ERROR("slotOfElement takes a stored array");
}

/** The slot that holds the length of a stored array: who pushes or shifts writes it. */
export function slotOfLength<A>(array: A): Slot {
  // @ts-ignore: private
  if (isDefined(array.lengthPointer)) return cachedSlot<A>(array.lengthPointer, array, "length and start of a " + nameof<A>());
  else {
    ERROR("slotOfLength takes a stored array");
    return refused();
  }
}

/**
 * All slots of a stored text that may get up to `maximum` bytes of UTF-8, with those of the text it has, or of a stored array that may
 * get up to that many elements.
 */
export function slotsOf<A>(object: A, maximum: u32): Slot[] {
  const slots: Slot[] = [];
  // @ts-ignore: private
  if (isDefined(object.lengthPointer)) {
    slots.push(slotOfLength<A>(object));
    addElements<A>(slots, object, maximum);
  // @ts-ignore: private
  } else if (isDefined(object.getPointer(0))) {
    // A new text is written over the old one, which is cleared first.
    // @ts-ignore: private
    const bytes: u64 = max(maximum, object.getStoredLength());
    // The first slot has 28 bytes of text beside the length, the others 32.
    const count: u64 = bytes <= 28 ? 1 : 1 + (bytes - 28 + 31) / 32;
    // @ts-ignore: private
    for (let index: u64 = 0; index < count; index++) slots.push(cachedSlot<A>(object.getPointer(index), object));
  } else ERROR("slotsOf takes a stored array or a stored text");
  if (slots.length == 0) throw new Revert("slotsOf: no slots");
  return slots;
}

/** Elements begin anywhere in a slot, and go on at the first one after the last: its slot is listed once. */
function addElements<A>(slots: Slot[], array: A, count: u32): void {
  const capacity = capacityOf<A>(array);
  const before = slots.length;
  for (let index: u32 = 0; index < count; ) {
    // @ts-ignore: private
    const physical: u32 = array.getRealIndex(index);
    const slot = slotOfElement<A>(array, index);
    if (slots.length == before || slot != slots[before]) slots.push(slot);
    // @ts-ignore: private
    const last: u32 = min(capacity - (physical % capacity), array.MAX_LENGTH - physical);
    index = last < count - index ? index + last : count;
  }
}

function membersOf<S>(object: S): string {
  // @ts-ignore: private
  return "the " + object._values.length.toString() + " numbers of a " + nameof<S>();
}
