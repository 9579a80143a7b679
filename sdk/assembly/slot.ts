/** Storage slots: 32 byte keys named by strings. */
import { host_sha256 } from "./host";

/** Bytes of a storage key and of a storage value. */
export const SLOT_BYTES: i32 = 32;

/** The key of one storage slot: 32 bytes. */
@final
export class Slot {
  /** @param key the 32 bytes; not changed afterwards */
  constructor(readonly key: StaticArray<u8>) {
    if (key.length != SLOT_BYTES) throw new RangeError("a storage key has 32 bytes");
  }

  /** Address of the key's first byte. */
  get pointer(): usize { return changetype<usize>(this.key); }

  // @ts-ignore: decorator
  @operator("==")
  equals(other: Slot): bool { return memory.compare(this.pointer, other.pointer, SLOT_BYTES) == 0; }

  // @ts-ignore: decorator
  @operator("!=")
  differs(other: Slot): bool { return memory.compare(this.pointer, other.pointer, SLOT_BYTES) != 0; }
}

/**
 * The slot named by a string: key = sha256(u32BE byte length ++ UTF-8).
 *
 * @example
 * const total = slotOf("total");
 */
export function slotOf(name: string): Slot {
  const length = String.UTF8.byteLength(name);
  const input = new ArrayBuffer(4 + length);
  writeSegment(changetype<usize>(input), name, length);
  return digest(input);
}

/**
 * The slot named by a string and a key, such as an address or a number: every segment is written with its length, so that
 * `slot("a", "b:c")` and `slot("a:b", "c")` differ.
 *
 * @example
 * const balance = slot("balance", owner);        // owner: Address
 * const share = slot("share", saleId);           // saleId: u32, written in decimal
 */
export function slot<K>(name: string, key: K): Slot {
  return slotOfSegments([name, segmentOf<K>(key)]);
}

/** As `slot` with two keys. */
export function slot2<K1, K2>(name: string, key1: K1, key2: K2): Slot {
  return slotOfSegments([name, segmentOf<K1>(key1), segmentOf<K2>(key2)]);
}

/** The slot named by a list of strings. */
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

/** The slot that a string or a `Slot` or an object with a `slot` names. */
export function toSlot<S>(name: S): Slot {
  if (isString<S>()) return slotOf(changetype<string>(name));
  else if (idof<S>() == idof<Slot>()) return changetype<Slot>(name);
  else if (idof<S>() == idof<StaticArray<u8>>()) return new Slot(changetype<StaticArray<u8>>(name));
  else if (idof<S>() == idof<Uint8Array>()) return slotOfKey(changetype<Uint8Array>(name));
  // @ts-ignore: the property is looked for at compile time
  else if (isDefined(name.slot)) return name.slot;
  ERROR("a slot is a string, a Slot, a 32 byte key, or a stored object");
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

function slotOfKey(key: Uint8Array): Slot {
  const copy = new StaticArray<u8>(key.length);
  memory.copy(changetype<usize>(copy), key.dataStart, key.length);
  return new Slot(copy);
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
  const key = new StaticArray<u8>(SLOT_BYTES);
  host_sha256(changetype<usize>(input), input.byteLength, changetype<usize>(key));
  return new Slot(key);
}
