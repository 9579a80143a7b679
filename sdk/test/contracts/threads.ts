// Joins, failures and shared memory.
import {
  SharedMemory, Storage, thread_join, thread_join_with_refund, thread_join_with_storage_commit, thread_spawn, thread_spawn_with_memory,
  thread_spawn_with_reservation, thread_try_join, ThreadHandle, ThreadResult, ThreadStatus, revert,
} from "@threaded-contract/sdk";

class Pair { constructor(public left: u32, public right: string) {} }

// ---- joins ----

export function everyJoin(): u32 {
  const handles: ThreadHandle[] = [];
  for (let i: u32 = 0; i < 4; i++) handles.push(thread_spawn<u32>(100_000, (): u32 => i * 10));
  let sum: u32 = 0;
  sum += thread_join<u32>(handles[1]);
  sum += thread_join_with_refund<u32>(handles[3]);
  sum += thread_join_with_storage_commit<u32>(handles[2]);
  sum += thread_try_join<u32>(handles[0]).value;
  return sum;
}

export function bareJoins(): u32 {
  const handles = [
    thread_spawn<void>(1, (): void => {}),
    thread_spawn_with_reservation<void>(1, [`user:${7}`], (): void => Storage.set<u32>(`user:${7}`, 70)),
    thread_spawn<void>(1, (): void => {}),
    thread_spawn<void>(1, (): void => {}),
  ];
  thread_join(handles[0]);
  thread_join_with_refund(handles[1]);
  thread_join_with_storage_commit(handles[2]);
  const last = thread_try_join(handles[3]);
  last.value;
  return last.ok ? Storage.get<u32>("user:7") : 0;
}

// Handles in fields, where the checker cannot follow them.
class Keeper { handle: ThreadHandle | null = null; }
function spawned(): Keeper {
  const keeper = new Keeper();
  keeper.handle = thread_spawn<u32>(1, (): u32 => 1);
  return keeper;
}
export function wrongType(): u64 { return thread_join<u64>(spawned().handle!); }
export function twice(): u32 { const k = spawned(); return thread_join<u32>(k.handle!) + thread_join<u32>(k.handle!); }
export function failing(): u32 { return thread_join<u32>(thread_spawn<u32>(1, (): u32 => { revert("gave up"); return 1; })); }

// ---- failures as values ----

function describe<T>(result: ThreadResult<T>): string {
  return (result.ok ? "ok" : "failed") + " " + (<i32>result.status).toString() + " " + result.code.toString() + " " + result.message;
}

export function tried(how: u32): string {
  const gas: u64 = how == 4 ? 0 : 1;
  const h = thread_spawn<Pair>(gas, (): Pair => {
    if (how == 1) revert("gave up");
    if (how == 2) throw new Error("thrown");
    if (how == 3) return new Pair(1 / (how - 3), "");
    return new Pair(how, "fine");
  });
  const result = thread_try_join<Pair>(h);
  const fallback = result.valueOr(new Pair(9, "fallback"));
  assert(result.ok == (result.status == ThreadStatus.Ok));
  return describe<Pair>(result) + fallback.left.toString() + fallback.right;
}

export function valueOfFailure(): u32 { return thread_try_join<u32>(thread_spawn<u32>(0, (): u32 => 1)).value; }

export function failedWritesAreLost(): bool {
  const h = thread_spawn_with_reservation<void>(1, ["lost"], (): void => { Storage.set<u8>("lost", 1); revert("late"); });
  return thread_try_join(h).status == ThreadStatus.Reverted && !Storage.has("lost");
}

// ---- shared memory ----

export function regions(): bool {
  const region = SharedMemory.allocate(64);
  region.setU8(0, 1);
  const left = region.part(0, 32), right = region.part(32, 32);
  const h1 = thread_spawn_with_memory<u32>(1, [left], (): u32 => { left.setU32(4, 44); right.setU32(0, 99); return region.getU8(0); });
  const h2 = thread_spawn_with_memory<void>(1, [right], (): void => { right.setU64(8, u64.MAX_VALUE); right.set<i16>(30, -5); });
  const before = region.getU32(4);
  const seen = thread_join<u32>(h1);
  thread_join(h2);
  return before == 0 && seen == 1 && region.getU32(4) == 44 && region.getU32(32) == 0 && right.getU64(8) == u64.MAX_VALUE && region.get<i16>(62) == -5;
}

export function regionOverObjects(): bool {
  const numbers: StaticArray<u16> = [1, 2, 3];
  const buffer = new ArrayBuffer(4);
  const h = thread_spawn_with_memory<void>(1, [SharedMemory.ofStaticArray<u16>(numbers), SharedMemory.of(buffer)], (): void => {
    numbers[1] = 22;
    store<u8>(changetype<usize>(buffer), 5);
  });
  thread_join(h);
  return numbers[0] == 1 && numbers[1] == 22 && load<u8>(changetype<usize>(buffer)) == 5;
}

export function regionSurvivesCollection(): bool {
  const region = makeRegion();
  for (let i = 0; i < 50_000; i++) garbage.push(i.toString());
  garbage = [];
  __collect();
  for (let i = 0; i < 20_000; i++) garbage.push(i.toString());
  return region.getU32(0) == 0xABCD && region.getU32(996) == 7 && region.toBytes().length == 1000;
}
let garbage: string[] = [];
function makeRegion(): SharedMemory {
  const region = SharedMemory.allocate(2000).part(1000, 1000);
  region.setU32(0, 0xABCD);
  region.setU32(996, 7);
  return region;
}

export function readOutside(offset: u32): u64 { return SharedMemory.allocate(16).getU64(offset); }
export function writeOutside(offset: u32): void { SharedMemory.allocate(16).setU32(offset, 1); }
export function partOutside(offset: u32, length: u32): void { SharedMemory.allocate(16).part(offset, length); }
export function copied(data: Uint8Array): Uint8Array { const r = SharedMemory.allocate(8); r.write(2, data); return r.toBytes(); }
