/** Storage slots: 32 byte keys named by strings. */
import { Bytes32, fillFromBytes } from "./bytes32";
import { host_sha256 } from "./host";

/** Bytes of a storage key and of a storage value. */
export const SLOT_BYTES: i32 = 32;

/** The key of one storage slot: 32 bytes, compared by value. */
export class Slot extends Bytes32 {
  /** The slot whose key is exactly these 32 bytes. */
  static fromBytes(key: Uint8Array): Slot {
    const slot = new Slot();
    fillFromBytes(slot, key);
    return slot;
  }

  /** The slot whose key is exactly these 32 bytes. */
  static fromStaticArray(key: StaticArray<u8>): Slot {
    if (key.length != SLOT_BYTES) throw new RangeError("a storage key has 32 bytes");
    const slot = new Slot();
    memory.copy(slot.pointer, changetype<usize>(key), SLOT_BYTES);
    return slot;
  }

  /** The `index`-th slot below this one: sha256 over the two segments key and decimal index. */
  child(index: u32): Slot {
    const text = index.toString();
    const input = new ArrayBuffer(4 + SLOT_BYTES + 4 + text.length);
    const at = changetype<usize>(input);
    store<u32>(at, bswap<u32>(SLOT_BYTES));
    memory.copy(at + 4, this.pointer, SLOT_BYTES);
    writeSegment(at + 4 + SLOT_BYTES, text, text.length);
    return digest(input);
  }
}

/**
 * The slot named by a string, or by a string and keys such as an address or a number.
 *
 * The key is sha256 over every segment as u32BE byte length ++ UTF-8, so that `slot("a", "b:c")` and `slot("a:b", "c")` differ. A key
 * that is not a string is written as its `toString()`: decimal for numbers, `0x…` for addresses.
 *
 * @example
 * const total = slot("total");
 * const balance = slot("balance", owner);            // owner: Address
 * const allowed = slot("allowance", owner, spender);
 * const h = thread_spawn_with_reservation<void>(5_000_000, [balance, allowed], (): void => {
 *   Storage.set<u64, Slot>(balance, 5);
 *   Storage.set<u64, Slot>(allowed, 0);
 * });
 * thread_join_with_refund(h);
 */
export function slot<K = string, L = string>(name: string, key: K = changetype<K>(0), key2: L = changetype<L>(0)): Slot {
  const segments = [name];
  if (isPresent<K>(key)) segments.push(segmentOf<K>(key));
  if (isPresent<L>(key2)) segments.push(segmentOf<L>(key2));
  return slotOfSegments(segments);
}

/** The slot named by any number of strings. */
export function slotOfSegments(segments: string[]): Slot {
  let length = 0;
  for (let i = 0; i < segments.length; i++) length += 4 + String.UTF8.byteLength(segments[i]);
  const input = new ArrayBuffer(length);
  let at = changetype<usize>(input);
  for (let i = 0; i < segments.length; i++) {
    const bytes = String.UTF8.byteLength(segments[i]);
    writeSegment(at, segments[i], bytes);
    at += 4 + <usize>bytes;
  }
  return digest(input);
}

/** The slot that a string, a `Slot`, a 32 byte key or an object with a `slot` names. */
export function toSlot<S>(name: S): Slot {
  if (isString<S>()) return slotOfSegments([changetype<string>(name)]);
  else if (idof<S>() == idof<Slot>()) return changetype<Slot>(name);
  else if (idof<S>() == idof<Uint8Array>()) return Slot.fromBytes(changetype<Uint8Array>(name));
  else if (idof<S>() == idof<StaticArray<u8>>()) return Slot.fromStaticArray(changetype<StaticArray<u8>>(name));
  // @ts-ignore: looked for at compile time
  else if (isDefined(name.slot)) return name.slot;
  else {
    ERROR("a slot is a string, a Slot, an array of 32 bytes, or a stored object");
    throw new Error("refused by the compiler");
  }
}

/** The slots of a reservation, one key after the other. */
export function packSlots<S>(slots: S): ArrayBuffer {
  const count = slots.length;
  const keys = new ArrayBuffer(count * SLOT_BYTES);
  for (let i = 0; i < count; i++) {
    memory.copy(changetype<usize>(keys) + <usize>(i * SLOT_BYTES), toSlot<valueof<S>>(slots[i]).pointer, SLOT_BYTES);
  }
  return keys;
}

function isPresent<K>(key: K): bool {
  if (isReference<K>()) return changetype<usize>(key) != 0;
  return true;
}

function segmentOf<K>(key: K): string {
  if (isString<K>()) return changetype<string>(key);
  return key.toString();
}

function writeSegment(at: usize, text: string, length: i32): void {
  store<u32>(at, bswap<u32>(length));
  String.UTF8.encodeUnsafe(changetype<usize>(text), text.length, at + 4);
}

function digest(input: ArrayBuffer): Slot {
  const slot = new Slot();
  host_sha256(changetype<usize>(input), input.byteLength, slot.pointer);
  return slot;
}
