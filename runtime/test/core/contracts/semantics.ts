// A contract with one function for each rule of threads; compiled by the tests through the SDK and the transform.
import {
  Storage,
  Slot,
  slot,
  SharedMemory,
  Thread,
  ThreadHandle,
  emit,
  thread_join,
  thread_join_with_refund,
  thread_join_with_storage_commit,
  thread_spawn,
  thread_spawn_with_memory,
  thread_spawn_with_reservation,
  thread_try_join,
} from "@threaded-contract/sdk";

let counter: u32 = 5;

function work(rounds: u32): u32 {
  let sum: u32 = 0;
  for (let i: u32 = 0; i < rounds; i++) sum = sum * 31 + i;
  return sum;
}

/** Captures of every kind are copies as they were at the spawn. */
export function forkSeesThePast(): u32 {
  counter = 7;
  const local: u32 = 100;
  const list: u32[] = [1, 2, 3];
  const h = thread_spawn<u32>(1_000_000, (): u32 => {
    // threaded-contract: allow TC1005
    counter += 1;
    // threaded-contract: allow TC1005
    list[0] += 10;
    return counter * 1000 + local + list[0];
  });
  counter = 50;
  list[0] = 9;
  const inThread = thread_join<u32>(h);
  return inThread * 100 + counter + list[0];
}

export function spawnAndJoin(budget: u64, rounds: u32): u32 {
  const h = thread_spawn<u32>(budget, (): u32 => work(rounds));
  return thread_join<u32>(h);
}

export function spawnAndRefund(budget: u64, rounds: u32): u32 {
  const h = thread_spawn<u32>(budget, (): u32 => work(rounds));
  return thread_join_with_refund<u32>(h);
}

export function spawnMany(threads: u32, rounds: u32): u32 {
  const handles: ThreadHandle[] = [];
  for (let i: u32 = 0; i < threads; i++) handles.push(thread_spawn<u32>(100_000, (): u32 => work(rounds) + i));
  let sum: u32 = 0;
  for (let i = 0; i < handles.length; i++) sum += thread_join_with_refund<u32>(handles[i]);
  return sum;
}

export function tryJoin(budget: u64, divisor: u32): u32 {
  const h = thread_spawn<u32>(budget, (): u32 => work(100) / divisor);
  const result = thread_try_join<u32>(h);
  return result.ok ? 1 : 10_000 * result.status + result.code;
}

export function joinFailing(divisor: u32): u32 {
  const h = thread_spawn<u32>(1_000_000, (): u32 => 10 / divisor);
  return thread_join<u32>(h);
}

export function refundFailing(divisor: u32): u32 {
  const h = thread_spawn<u32>(1_000_000, (): u32 => 10 / divisor);
  return thread_join_with_refund<u32>(h);
}

export function joinAborting(): u32 {
  const h = thread_spawn<u32>(1_000_000, (): u32 => {
    if (counter == 5) throw new Error("not today");
    return 1;
  });
  return thread_join<u32>(h);
}

export function tryMessage(): string {
  const h = thread_spawn<u32>(1_000_000, (): u32 => {
    if (counter == 5) throw new Error("not today");
    return 1;
  });
  return thread_try_join<u32>(h).message;
}

export function set(key: u32, value: u64): void {
  Storage.set<u64, Slot>(slot("n", key), value);
}

export function get(key: u32): u64 {
  return Storage.get<u64, Slot>(slot("n", key));
}

/** The thread writes one reserved slot and reads its own write. */
export function reserveAndWrite(key: u32, value: u64): u64 {
  const s = slot("n", key);
  const h = thread_spawn_with_reservation<u64, Slot[]>(2_000_000, [s], (): u64 => {
    Storage.set<u64, Slot>(s, value);
    return Storage.get<u64, Slot>(s) + 1;
  });
  const before = Storage.get<u64, Slot>(s);
  const inThread = thread_join_with_storage_commit<u64>(h);
  return before * 1_000_000 + inThread * 1_000 + Storage.get<u64, Slot>(s);
}

/** A reserving thread that fails commits nothing. */
export function reserveAndFail(key: u32): u64 {
  const s = slot("n", key);
  const h = thread_spawn_with_reservation<void, Slot[]>(2_000_000, [s], (): void => {
    Storage.set<u64, Slot>(s, 99);
    if (counter == 5) throw new Error("after the write");
  });
  const result = thread_try_join<void>(h);
  return (result.ok ? 1_000 : 0) + Storage.get<u64, Slot>(s);
}

export function writeUnreserved(): void {
  const reserved = slot("n", 1), other = slot("n", 2);
  const h = thread_spawn_with_reservation<void, Slot[]>(2_000_000, [reserved], (): void => {
    Storage.set<u64, Slot>(other, 1);
  });
  thread_join(h);
}

export function reserveTwice(): void {
  const s = slot("n", 1);
  const first = thread_spawn_with_reservation<void, Slot[]>(2_000_000, [s], (): void => Storage.set<u64, Slot>(s, 1));
  const second = thread_spawn_with_reservation<void, Slot[]>(2_000_000, [s], (): void => Storage.set<u64, Slot>(s, 2));
  thread_join(first);
  thread_join(second);
}

export function reserveListedTwice(): void {
  const s = slot("n", 1);
  const h = thread_spawn_with_reservation<void, Slot[]>(2_000_000, [s, s], (): void => Storage.set<u64, Slot>(s, 1));
  thread_join(h);
}

export function mainWritesReserved(): void {
  const s = slot("n", 1);
  const h = thread_spawn_with_reservation<void, Slot[]>(2_000_000, [s], (): void => Storage.set<u64, Slot>(s, 1));
  Storage.set<u64, Slot>(s, 2);
  thread_join(h);
}

/** After the join the slot is main's again. */
export function mainWritesAfterJoin(): u64 {
  const s = slot("n", 1);
  const h = thread_spawn_with_reservation<void, Slot[]>(2_000_000, [s], (): void => Storage.set<u64, Slot>(s, 1));
  thread_join(h);
  Storage.set<u64, Slot>(s, Storage.get<u64, Slot>(s) + 1);
  return Storage.get<u64, Slot>(s);
}

/** Two threads of one generation, the second spawned after main wrote a slot that it reads. */
export function staleAfterMainWrite(): u64 {
  const s = slot("n", 1);
  const first = thread_spawn<u64>(2_000_000, (): u64 => 1);
  Storage.set<u64, Slot>(s, 2);
  const second = thread_spawn<u64>(2_000_000, (): u64 => Storage.get<u64, Slot>(s));
  return thread_join<u64>(first) + thread_join<u64>(second);
}

/** The second thread reads what an already joined thread of its generation committed. */
export function staleAfterCommit(): u64 {
  const s = slot("n", 1);
  const first = thread_spawn_with_reservation<u64, Slot[]>(2_000_000, [s], (): u64 => {
    Storage.set<u64, Slot>(s, 4);
    return 1;
  });
  const other = thread_spawn<u64>(2_000_000, (): u64 => 1);
  const a = thread_join<u64>(first);
  const late = thread_spawn<u64>(2_000_000, (): u64 => Storage.get<u64, Slot>(s));
  return a + thread_join<u64>(late) + thread_join<u64>(other);
}

/** Reserving a stale slot is refused at the spawn. */
export function reserveStale(): void {
  const s = slot("n", 1);
  const first = thread_spawn<void>(2_000_000, (): void => {});
  Storage.set<u64, Slot>(s, 2);
  const second = thread_spawn_with_reservation<void, Slot[]>(2_000_000, [s], (): void => Storage.set<u64, Slot>(s, 3));
  thread_join(first);
  thread_join(second);
}

/** A write of main that no later thread touches is fine, and a new generation sees everything. */
export function freshGeneration(): u64 {
  const s = slot("n", 1);
  const first = thread_spawn<u64>(2_000_000, (): u64 => Storage.get<u64, Slot>(s));
  Storage.set<u64, Slot>(s, 5);
  const sum = thread_join<u64>(first);
  const second = thread_spawn<u64>(2_000_000, (): u64 => Storage.get<u64, Slot>(s));
  return sum * 100 + thread_join<u64>(second);
}

/** T1 reads x and writes y, T2 reads y and writes x: legal, and reported. */
export function writeSkew(): void {
  const x = slot("x"), y = slot("y");
  const one = thread_spawn_with_reservation<void, Slot[]>(2_000_000, [y], (): void => {
    Storage.set<u64, Slot>(y, Storage.get<u64, Slot>(x) + 1);
  });
  const two = thread_spawn_with_reservation<void, Slot[]>(2_000_000, [x], (): void => {
    Storage.set<u64, Slot>(x, Storage.get<u64, Slot>(y) + 1);
  });
  thread_join(one);
  thread_join(two);
}

/** Commits in reverse ticket order, keys unsorted. */
export function commitOrder(): void {
  const keys = [slot("c"), slot("a"), slot("b")];
  const h = thread_spawn_with_reservation<void, Slot[]>(4_000_000, keys, (): void => {
    for (let i = 0; i < keys.length; i++) Storage.set<u64, Slot>(keys[i], i + 1);
  });
  thread_join(h);
}

export function regions(): u32 {
  const region = SharedMemory.allocate(64);
  region.setU32(0, 5);
  const h = thread_spawn_with_memory<u32>(2_000_000, [region], (): u32 => {
    region.setU32(4, region.getU32(0) + 1);
    return region.getU32(0);
  });
  const result = thread_join<u32>(h);
  return result * 100 + region.getU32(4);
}

export function regionChangedByMain(): void {
  const region = SharedMemory.allocate(64);
  const h = thread_spawn_with_memory<void>(2_000_000, [region], (): void => region.setU32(4, 1));
  region.setU32(8, 1);
  thread_join(h);
}

export function regionsOverlap(): void {
  const region = SharedMemory.allocate(64);
  const one = thread_spawn_with_memory<void>(2_000_000, [region.part(0, 33)], (): void => region.setU32(0, 1));
  const two = thread_spawn_with_memory<void>(2_000_000, [region.part(32, 32)], (): void => region.setU32(40, 1));
  thread_join(one);
  thread_join(two);
}

export function regionsApart(): u32 {
  const region = SharedMemory.allocate(64);
  const one = thread_spawn_with_memory<void>(2_000_000, [region.part(0, 32)], (): void => region.setU32(0, 1));
  const two = thread_spawn_with_memory<void>(2_000_000, [region.part(32, 32)], (): void => region.setU32(40, 2));
  thread_join(one);
  thread_join(two);
  return region.getU32(0) * 10 + region.getU32(40);
}

export function failedRegion(): u32 {
  const region = SharedMemory.allocate(64);
  const h = thread_spawn_with_memory<void>(2_000_000, [region], (): void => {
    region.setU32(0, 77);
    if (counter == 5) throw new Error("no");
  });
  thread_try_join<void>(h);
  return region.getU32(0);
}

export function seeds(): Uint8Array {
  const one = thread_spawn<Uint8Array>(2_000_000, (): Uint8Array => Thread.seed);
  const two = thread_spawn<Uint8Array>(2_000_000, (): Uint8Array => Thread.seed);
  const all = new Uint8Array(96);
  all.set(Thread.seed, 0);
  all.set(thread_join<Uint8Array>(one), 32);
  all.set(thread_join<Uint8Array>(two), 64);
  return all;
}

/** Half of the threads are joined when main fails. */
export function mainFailsWhileThreadsLive(): void {
  const s = slot("n", 1);
  const one = thread_spawn_with_reservation<void, Slot[]>(2_000_000, [s], (): void => Storage.set<u64, Slot>(s, 1));
  const two = thread_spawn<u32>(2_000_000, (): u32 => work(10));
  thread_join(one);
  if (counter == 5) throw new Error("main gave up");
  thread_join<u32>(two);
}

export function emitAndFail(): void {
  emit("Before", new Uint8Array(3));
  throw new Error("after the event");
}

export function emitTwice(): void {
  emit("One", new Uint8Array(1));
  emit("Two", new Uint8Array(2));
}

export function growInThread(pages: i32): i32 {
  const h = thread_spawn<i32>(5_000_000, (): i32 => memory.grow(pages));
  return thread_join<i32>(h);
}

/** A thread allocates more than its pages hold; then the same in main. */
export function allocate(inThread: u32, inMain: u32): u32 {
  const h = thread_spawn<u32>(500_000_000, (): u32 => new Uint8Array(inThread).length);
  const result = thread_try_join<u32>(h);
  return new Uint8Array(inMain).length > -1 ? result.code : 1;
}

export function largeResult(bytes: u32): u32 {
  const h = thread_spawn<Uint8Array>(100_000_000, (): Uint8Array => new Uint8Array(bytes));
  return thread_join<Uint8Array>(h).length;
}

export function isThread(): u32 {
  const h = thread_spawn<bool>(1_000_000, (): bool => Thread.isThread);
  const inThread = thread_join<bool>(h);
  return (Thread.isThread ? 1 : 0) * 2 + (inThread ? 1 : 0);
}
