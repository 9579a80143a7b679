/** What the running contract knows about the slots its live threads have reserved. */
import { Blockchain } from "../runtime/env";
import { host_thread_committed } from "@threaded-contract/sdk/assembly/host";
import { SLOT_BYTES } from "@threaded-contract/sdk/assembly/slot";
import { StoredSlot } from "./stored-slot";

/** A stored slot and the thread that holds it. */
@final
class Reservation {
  constructor(readonly ticket: u64, readonly slot: StoredSlot) {}
}

let live: Reservation[] = [];

/**
 * Refuses to reserve a slot that several values share while a live thread holds it, or twice for one thread, and says what shares
 * it: the host sees only the key. Called before each spawn with reservations.
 */
// @ts-ignore: decorator
@global
export function __tc_check_reservation<S>(slots: S): void {
  for (let i = 0; i < slots.length; i++) {
    const slot = storedSlot<valueof<S>>(slots[i]);
    if (!slot || slot.contents.length == 0) continue;
    for (let j = 0; j < live.length; j++) {
      if (!live[j].slot.isAt(slot.pointer)) continue;
      throw new Error("TC4002: slot " + slot.toString() + " is reserved by another thread. " + sharing(slot) + ": a thread reserves all of it.");
    }
    for (let j = 0; j < i; j++) {
      const other = storedSlot<valueof<S>>(slots[j]);
      if (!other || !other.isAt(slot.pointer)) continue;
      throw new Error("TC4003: slot " + slot.toString() + " is listed twice. " + sharing(slot) + ": list it once, or all of them with slotsOf.");
    }
  }
}

function sharing(slot: StoredSlot): string { return "One slot holds " + slot.contents; }

/** Remembers what a thread has reserved until it is joined. Called after each spawn with reservations. */
// @ts-ignore: decorator
@global
export function __tc_note_reservation<S>(slots: S, ticket: u64): void {
  for (let i = 0; i < slots.length; i++) {
    const slot = storedSlot<valueof<S>>(slots[i]);
    if (slot) live.push(new Reservation(ticket, slot));
  }
}

/** Brings what main remembers up to date with a thread that has just been joined. */
export function settle(ticket: u64): void {
  const key = new Uint8Array(SLOT_BYTES);
  let index: u32 = 0;
  while (host_thread_committed(index, key.dataStart)) {
    Blockchain.storage.delete(key);
    for (let i = 0; i < live.length; i++) {
      if (live[i].ticket == ticket && live[i].slot.isAt(key.dataStart)) live[i].slot.forget();
    }
    index++;
  }
  const others: Reservation[] = [];
  for (let i = 0; i < live.length; i++) if (live[i].ticket != ticket) others.push(live[i]);
  live = others;
}

function storedSlot<E>(slot: E): StoredSlot | null {
  if (!isManaged<E>() || isString<E>()) return null;
  return slot instanceof StoredSlot ? changetype<StoredSlot>(slot) : null;
}
