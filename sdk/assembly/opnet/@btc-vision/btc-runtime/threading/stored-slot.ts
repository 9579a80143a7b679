import { Slot } from "@threaded-contract/sdk/assembly/slot";
import { forget } from "./forget";

/** A slot named by a storage object, which remembers the object. */
export class StoredSlot extends Slot {
  /** What shares the slot, such as `elements 0 to 31 of an array`; empty for a slot with one value. */
  contents: string = "";

  /** Makes the object read the slot anew. */
  forget(): void {}

  /** Whether this is the slot whose key is at `pointer`. */
  isAt(pointer: usize): bool { return memory.compare(changetype<usize>(this), pointer, 32) == 0; }
}

/** The slot of an object that keeps a copy of what it read. */
@final
export class CachedSlot<S> extends StoredSlot {
  object: S | null = null;

  override forget(): void {
    const object = this.object;
    if (object) forget<S>(object);
  }
}

/** The slot at a 32 byte key, which `object` keeps a copy of. */
export function cachedSlot<S>(key: Uint8Array, object: S, contents: string = ""): Slot {
  const slot = new CachedSlot<S>();
  memory.copy(slot.pointer, key.dataStart, 32);
  slot.object = object;
  slot.contents = contents;
  return slot;
}
