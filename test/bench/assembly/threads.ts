import { ThreadHandle, thread_join_with_refund, thread_spawn } from "@threaded-contract/sdk";
import { work } from "./work";

/** `batches` times: `threads` threads of `steps` steps each, all spawned, then all joined. */
export function inThreads(batches: u32, threads: u32, steps: u32): u64 {
  const gas: u64 = 100_000 + <u64>steps * 50;
  let sum: u64 = 0;
  for (let batch: u32 = 0; batch < batches; batch++) {
    const handles: ThreadHandle[] = [];
    for (let i: u32 = 0; i < threads; i++) {
      const seed: u64 = batch * threads + i;
      handles.push(thread_spawn<u64>(gas, (): u64 => work(seed, steps)));
    }
    for (let i = 0; i < handles.length; i++) sum += thread_join_with_refund<u64>(handles[i]);
  }
  return sum;
}

/** The same work, one after the other, without threads. */
export function inSequence(batches: u32, threads: u32, steps: u32): u64 {
  let sum: u64 = 0;
  for (let i: u32 = 0; i < batches * threads; i++) sum += work(i, steps);
  return sum;
}

/** `count` times: an empty thread is spawned and joined. */
export function emptyThreads(count: u32): void {
  for (let i: u32 = 0; i < count; i++) {
    const handle = thread_spawn<void>(10_000, (): void => {});
    thread_join_with_refund<void>(handle);
  }
}
