import { Slot, Storage, ThreadHandle, thread_join_with_refund, thread_spawn } from "@threaded-contract/sdk";

/** The slot of a number: its key is the number, so that the benchmark pays for storage and not for hashing names. */
function numbered(index: u32): Slot {
  const key = new StaticArray<u8>(32);
  store<u32>(changetype<usize>(key), index);
  return Slot.fromStaticArray(key);
}

/** Gives `count` slots from `first` on a value. */
export function fill(first: u32, count: u32): void {
  for (let i: u32 = first; i < first + count; i++) Storage.set<u64, Slot>(numbered(i), i + 1);
}

/** The sum of `count` slots among the first `range`, in an order that no cache likes. */
function readSome(seed: u32, count: u32, range: u32): u64 {
  let sum: u64 = 0;
  let state = seed | 1;
  const key = new StaticArray<u8>(32);
  for (let i: u32 = 0; i < count; i++) {
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    store<u32>(changetype<usize>(key), state % range);
    sum += Storage.get<u64, Slot>(Slot.fromStaticArray(key));
  }
  return sum;
}

/** `threads` threads that read `count` slots each. */
export function readInThreads(threads: u32, count: u32, range: u32): u64 {
  const handles: ThreadHandle[] = [];
  for (let i: u32 = 0; i < threads; i++) {
    handles.push(thread_spawn<u64>(1_000_000_000, (): u64 => readSome(i * 7 + 1, count, range)));
  }
  let sum: u64 = 0;
  for (let i = 0; i < handles.length; i++) sum += thread_join_with_refund<u64>(handles[i]);
  return sum;
}

/** The same reads without threads. */
export function readInSequence(threads: u32, count: u32, range: u32): u64 {
  let sum: u64 = 0;
  for (let i: u32 = 0; i < threads; i++) sum += readSome(i * 7 + 1, count, range);
  return sum;
}

/** One thread that reads one slot: what the first spawn of a transaction costs is in it. */
export function firstSpawn(index: u32): u64 {
  return thread_join_with_refund<u64>(
    thread_spawn<u64>(100_000, (): u64 => Storage.get<u64, Slot>(numbered(index))),
  );
}
