/** Byte strings and texts in storage, over several slots. */
import { host_load, host_store } from "./host";
import { Slot, SLOT_BYTES, toSlot } from "./slot";
import { loadWord, storeWord } from "./word";
import { isUtf8 } from "./utf8";

/**
 * Bytes in storage: the length in one slot and 32 bytes in each of its children. The largest length is fixed, so that all slots can
 * be listed for a reservation.
 *
 * @example
 * const proof = new StoredBytes("proof", 256);
 * const h = thread_spawn_with_reservation<void>(9_000_000, proof.slots(), (): void => proof.set(compute()));
 * thread_join_with_refund(h);
 */
@final
export class StoredBytes {
  /** The slot of the length. */
  readonly slot: Slot;

  /** @param maximum the most bytes it can hold */
  constructor(name: string, readonly maximum: u32) { this.slot = toSlot<string>(name); }

  /** Bytes in a given slot and its children. */
  static at<S = Slot>(slot: S, maximum: u32): StoredBytes {
    const stored = new StoredBytes("", maximum);
    stored.move(toSlot<S>(slot));
    return stored;
  }

  /** Every slot that it can use, for a reservation. */
  slots(): Slot[] {
    const count = chunksOf(this.maximum);
    const slots = new Array<Slot>();
    slots.push(this.slot);
    for (let i: u32 = 0; i < count; i++) slots.push(this.slot.child(i));
    return slots;
  }

  /** Number of bytes; 0 when nothing was written. */
  get length(): u32 { return loadWord<u32>(this.slot.pointer); }

  /** A copy of the bytes. */
  get(): Uint8Array {
    const length = this.length;
    const count = chunksOf(length);
    const buffer = new ArrayBuffer(count * SLOT_BYTES);
    for (let i: u32 = 0; i < count; i++) host_load(this.slot.child(i).pointer, changetype<usize>(buffer) + <usize>(i * SLOT_BYTES));
    return Uint8Array.wrap(buffer, 0, length);
  }

  /** Writes the bytes; slots that are no longer needed are removed. Reverts above the maximum. */
  set(bytes: Uint8Array): void {
    const length = <u32>bytes.length;
    if (length > this.maximum) throw new RangeError(length.toString() + " bytes do not fit into " + this.maximum.toString());
    const before = chunksOf(this.length);
    const after = chunksOf(length);
    const buffer = new ArrayBuffer(max(before, after) * SLOT_BYTES);
    memory.copy(changetype<usize>(buffer), bytes.dataStart, length);
    storeWord<u32>(this.slot.pointer, length);
    for (let i: u32 = 0; i < max(before, after); i++) {
      host_store(this.slot.child(i).pointer, changetype<usize>(buffer) + <usize>(i * SLOT_BYTES));
    }
  }

  private move(slot: Slot): void {
    store<usize>(changetype<usize>(this), changetype<usize>(slot), offsetof<StoredBytes>("slot"));
    __link(changetype<usize>(this), changetype<usize>(slot), false);
  }
}

/**
 * A text in storage, as UTF-8 in a `StoredBytes`.
 *
 * @example
 * const name = new StoredString("name", 64);
 * name.value = "Threaded";
 */
@final
export class StoredString {
  private readonly bytes: StoredBytes;

  /** @param maximum the most UTF-8 bytes it can hold */
  constructor(name: string, maximum: u32) { this.bytes = new StoredBytes(name, maximum); }

  /** The slot of the length. */
  get slot(): Slot { return this.bytes.slot; }

  /** Every slot that it can use, for a reservation. */
  slots(): Slot[] { return this.bytes.slots(); }

  /** The text; empty when nothing was written. */
  get value(): string {
    const bytes = this.bytes.get();
    assert(isUtf8(bytes.dataStart, bytes.length), "the stored bytes are not a text");
    return String.UTF8.decodeUnsafe(bytes.dataStart, bytes.length);
  }
  set value(text: string) { this.bytes.set(Uint8Array.wrap(String.UTF8.encode(text))); }
}

function chunksOf(bytes: u32): u32 {
  return (bytes + SLOT_BYTES - 1) / SLOT_BYTES;
}
