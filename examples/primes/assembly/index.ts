import { ThreadHandle, thread_join_with_refund, thread_spawn } from "@threaded-contract/sdk";
import { countPrimesBetween } from "./sieve";

/** Gas for each thread: more than enough for twenty million numbers in four threads. */
const THREAD_GAS: u64 = 500_000_000;

/** How many primes there are below `limit`, counted by `threads` threads at once. */
export function countPrimes(limit: u32, threads: u32): u32 {
  const handles: ThreadHandle[] = [];
  const step = limit / threads;
  for (let i: u32 = 0; i < threads; i++) {
    const from = i * step;
    const to = i == threads - 1 ? limit : from + step;
    handles.push(thread_spawn<u32>(THREAD_GAS, (): u32 => countPrimesBetween(from, to)));
  }
  let sum: u32 = 0;
  for (let i = 0; i < handles.length; i++) sum += thread_join_with_refund<u32>(handles[i]);
  return sum;
}

/** The same count, without threads. */
export function countPrimesInSequence(limit: u32): u32 {
  return countPrimesBetween(0, limit);
}
