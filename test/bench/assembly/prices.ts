import {
  SharedMemory,
  Slot,
  Storage,
  ThreadHandle,
  thread_join_with_refund,
  thread_spawn,
  thread_spawn_with_memory,
  thread_spawn_with_reservation,
} from "@threaded-contract/sdk";

/** Enough for a thread that does next to nothing, and for one that writes. */
const SMALL_GAS: u64 = 10_000_000;
const LARGE_GAS: u64 = 50_000_000_000;

function numbered(count: u32): Slot[] {
  const slots: Slot[] = [];
  for (let i: u32 = 0; i < count; i++) {
    const key = new StaticArray<u8>(32);
    store<u32>(changetype<usize>(key), i + 1);
    slots.push(Slot.fromStaticArray(key));
  }
  return slots;
}

/** `count` times: an empty thread is spawned and joined. */
export function empty(count: u32): void {
  for (let i: u32 = 0; i < count; i++) thread_join_with_refund<void>(thread_spawn<void>(SMALL_GAS, (): void => {}));
}

/** `count` empty threads at once, then all joins. */
export function emptyTogether(count: u32): void {
  const handles: ThreadHandle[] = [];
  for (let i: u32 = 0; i < count; i++) handles.push(thread_spawn<void>(SMALL_GAS, (): void => {}));
  for (let i = 0; i < handles.length; i++) thread_join_with_refund<void>(handles[i]);
}

/** `count` times: a thread reserves `size` slots and writes none. */
export function reserving(count: u32, size: u32): void {
  const slots = numbered(size);
  for (let i: u32 = 0; i < count; i++) {
    thread_join_with_refund<void>(thread_spawn_with_reservation<void, Slot[]>(SMALL_GAS, slots, (): void => {}));
  }
}

/** `count` times: a thread reserves `size` slots and writes them all. */
export function writing(count: u32, size: u32): void {
  const slots = numbered(size);
  for (let i: u32 = 0; i < count; i++) {
    thread_join_with_refund<void>(
      thread_spawn_with_reservation<void, Slot[]>(LARGE_GAS, slots, (): void => {
        for (let j = 0; j < slots.length; j++) Storage.set<u64, Slot>(slots[j], i + 1);
      }),
    );
  }
}

/** `count` times: a thread returns `size` bytes. */
export function returning(count: u32, size: u32): void {
  for (let i: u32 = 0; i < count; i++) {
    thread_join_with_refund<Uint8Array>(thread_spawn<Uint8Array>(LARGE_GAS, (): Uint8Array => new Uint8Array(size)));
  }
}

/** `count` times: a thread is lent a region of `size` bytes. */
export function lending(count: u32, size: u32): void {
  const region = SharedMemory.allocate(size);
  for (let i: u32 = 0; i < count; i++) {
    thread_join_with_refund<void>(thread_spawn_with_memory<void>(SMALL_GAS, [region], (): void => {}));
  }
}
