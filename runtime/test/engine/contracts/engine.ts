import {
  emitEvent,
  SharedMemory,
  Storage,
  ThreadHandle,
  thread_join,
  thread_join_with_refund,
  thread_spawn,
  thread_spawn_with_memory,
  thread_spawn_with_reservation,
  thread_try_join,
} from "@threaded-contract/sdk";

/** Work of one thread: cheap arithmetic that the compiler cannot skip. */
function work(iterations: u32, seed: u32): u32 {
  let state = seed | 1;
  for (let i: u32 = 0; i < iterations; i++) {
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
  }
  return state;
}

/** Nothing but the call. */
export function nothing(): u32 {
  return 7;
}

/** `pairs` times: spawn an empty thread and join it. */
export function spawnAndJoin(pairs: u32, gas: u64): u32 {
  let sum: u32 = 0;
  for (let i: u32 = 0; i < pairs; i++) sum += thread_join<u32>(thread_spawn<u32>(gas, (): u32 => i));
  return sum;
}

/** `threads` threads with `iterations` of work each, all live at once. */
export function spread(threads: u32, iterations: u32, gas: u64): u32 {
  const handles: ThreadHandle[] = [];
  for (let i: u32 = 0; i < threads; i++) handles.push(thread_spawn<u32>(gas, (): u32 => work(iterations, i)));
  let sum: u32 = 0;
  for (let i = 0; i < handles.length; i++) sum += thread_join_with_refund<u32>(handles[i]);
  return sum;
}

/** The same work in the main execution. */
export function inSequence(threads: u32, iterations: u32): u32 {
  let sum: u32 = 0;
  for (let i: u32 = 0; i < threads; i++) sum += work(iterations, i);
  return sum;
}

/** Loops until its gas is gone. */
export function forever(): u32 {
  return work(u32.MAX_VALUE, 1) + work(u32.MAX_VALUE, 2);
}

/** A thread that loops until its gas is gone. */
export function foreverInThread(gas: u64): u32 {
  return thread_join<u32>(thread_spawn<u32>(gas, (): u32 => work(u32.MAX_VALUE, 1)));
}

/** A thread is live while the main execution aborts. */
export function abandon(iterations: u32, gas: u64): u32 {
  const handle = thread_spawn<u32>(gas, (): u32 => work(iterations, 3));
  if (iterations > 0) throw new Error("left behind");
  return thread_join<u32>(handle);
}

function dig(depth: u32): u32 {
  return depth + dig(depth + 1) * 3;
}

let counter: u64 = 42;

/** Leaves traces of every kind in memory, globals and meters, and mostly fails. */
function leaveTraces(kind: u32): u64 {
  counter = 1_000 + kind;
  if (kind == 1) return dig(1);
  if (kind == 2) return work(u32.MAX_VALUE, 1);
  if (kind == 3) memory.grow(3);
  if (kind == 4) memory.grow(60_000);
  if (kind == 6) return counter + new Uint8Array(30_000).fill(0x77).length;
  const end = <usize>memory.size() << 16;
  const start: usize = kind == 5 ? 0 : (__heap_base + 7) & ~7;
  for (let at = start; at < end; at += 8) store<u64>(at, 0x7777_7777_7777_7777);
  if (end > 0) unreachable();
  return 0;
}

export function trace(kind: u32): u64 {
  return leaveTraces(kind);
}

export function traceInThread(kind: u32): u64 {
  const result = thread_try_join<u64>(thread_spawn<u64>(20_000_000, (): u64 => leaveTraces(kind)));
  return result.ok ? result.value : result.code;
}

/** Sums up all of memory, its size and a global; stores nothing itself while it does. */
function summary(): u64 {
  let sum: u64 = counter * 31 + memory.size();
  const end = <usize>memory.size() << 16;
  for (let at: usize = 0; at < end; at += 8) sum = rotl(sum, 5) ^ load<u64>(at);
  return sum;
}

export function lookAround(): u64 {
  return summary();
}

export function lookAroundInThread(): u64 {
  return thread_join<u64>(thread_spawn<u64>(100_000_000, (): u64 => summary()));
}

class Outcomes {
  constructor(
    public sum: u64,
    public failures: Map<u32, u32>,
  ) {}
}

/** Threads of every kind: successes, writes, aborts, divisions by zero, no gas, deep recursion, large results. */
export function mixed(threads: u32, zero: u32): Outcomes {
  const handles: ThreadHandle[] = [];
  for (let i: u32 = 0; i < threads; i++) {
    const kind = i % 7;
    if (kind == 0) handles.push(thread_spawn<u64>(3_000_000, (): u64 => work(i * 50, i)));
    else if (kind == 1) {
      handles.push(
        thread_spawn_with_reservation<u64>(3_000_000, ["slot" + i.toString()], (): u64 => {
          Storage.set<u64>("slot" + i.toString(), i + 1);
          return Storage.get<u64>("slot" + i.toString());
        }),
      );
    } else if (kind == 2) handles.push(thread_spawn<u64>(3_000_000, (): u64 => <u64>(i / zero)));
    else if (kind == 3) handles.push(thread_spawn<u64>(100_000, (): u64 => work(u32.MAX_VALUE, i)));
    else if (kind == 4) handles.push(thread_spawn<u64>(30_000_000, (): u64 => dig(i)));
    else if (kind == 5) {
      handles.push(
        thread_spawn<u64>(3_000_000, (): u64 => {
          if (zero == 0) throw new Error("thread " + i.toString());
          return 1;
        }),
      );
    } else handles.push(thread_spawn<u64>(30_000_000, (): u64 => new Uint8Array(20_000).length));
  }
  let sum: u64 = 0;
  const failures = new Map<u32, u32>();
  for (let i = 0; i < handles.length; i++) {
    const result = thread_try_join<u64>(handles[i]);
    if (result.ok) sum += result.value;
    else failures.set(result.code, (failures.has(result.code) ? failures.get(result.code) : 0) + 1);
  }
  Storage.set<u64>("sum", sum);
  emitEvent<u64>("Mixed", sum);
  return new Outcomes(sum, failures);
}

/** Threads that return `bytes` bytes each; the sum of all of them. */
export function largeResults(threads: u32, bytes: u32): u64 {
  const handles: ThreadHandle[] = [];
  for (let i: u32 = 0; i < threads; i++) {
    handles.push(
      thread_spawn<Uint8Array>(100_000_000, (): Uint8Array => {
        const data = new Uint8Array(bytes);
        data.fill(<u8>(i + 1));
        return data;
      }),
    );
  }
  let sum: u64 = 0;
  for (let i = 0; i < handles.length; i++) {
    const data = thread_join<Uint8Array>(handles[i]);
    for (let j = 0; j < data.length; j++) sum += data[j];
  }
  return sum;
}

/** A region that threads fill in parts; the sum of its bytes. */
export function fillRegion(threads: u32, bytesEach: u32): u64 {
  const region = SharedMemory.allocate(threads * bytesEach);
  const handles: ThreadHandle[] = [];
  for (let i: u32 = 0; i < threads; i++) {
    const part = region.part(i * bytesEach, bytesEach);
    handles.push(
      thread_spawn_with_memory<void>(100_000_000, [part], (): void => {
        for (let j: u32 = 0; j < bytesEach; j++) part.setU8(j, <u8>(i + 1));
      }),
    );
  }
  for (let i = 0; i < handles.length; i++) thread_join(handles[i]);
  let sum: u64 = 0;
  for (let j: u32 = 0; j < region.length; j++) sum += region.getU8(j);
  return sum;
}

/** Generations: each round's threads read what the round before wrote, and add one. */
export function rounds(count: u32, width: u32): u64 {
  for (let round: u32 = 0; round < count; round++) {
    const handles: ThreadHandle[] = [];
    for (let i: u32 = 0; i < width; i++) {
      const name = "counter" + i.toString();
      handles.push(
        thread_spawn_with_reservation<void>(2_000_000, [name], (): void => {
          Storage.set<u64>(name, Storage.get<u64>(name) + 1);
        }),
      );
    }
    for (let i = 0; i < handles.length; i++) thread_join_with_refund(handles[i]);
  }
  let sum: u64 = 0;
  for (let i: u32 = 0; i < width; i++) sum += Storage.get<u64>("counter" + i.toString());
  return sum;
}

/** Sets a number. */
export function setNumber(value: u64): void {
  Storage.set<u64>("number", value);
}

/** Sets a number and aborts. */
export function setAndAbort(value: u64): void {
  Storage.set<u64>("number", value);
  throw new Error("no");
}

/** The number. */
export function getNumber(): u64 {
  return Storage.get<u64>("number");
}
