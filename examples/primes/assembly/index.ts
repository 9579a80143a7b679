import { ThreadHandle, thread_join_with_refund, thread_spawn } from "@threaded-contract/sdk";
import { countPrimesBetween } from "./sieve";

/** Gas for a thread that looks at `count` numbers: about half as much again as it uses, and something to start with. */
function gasFor(count: u32): u64 {
  return 1_000_000 + 100 * <u64>count;
}

/** How many primes there are below `limit`, counted by `threads` threads at once. */
export function countPrimes(limit: u32, threads: u32): u32 {
  const handles: ThreadHandle[] = [];
  const step = limit / threads;
  for (let i: u32 = 0; i < threads; i++) {
    const from = i * step;
    const to = i == threads - 1 ? limit : from + step;
    handles.push(thread_spawn<u32>(gasFor(to - from), (): u32 => countPrimesBetween(from, to)));
  }
  let sum: u32 = 0;
  for (let i = 0; i < handles.length; i++) sum += thread_join_with_refund<u32>(handles[i]);
  return sum;
}

/** The same count, without threads. */
export function countPrimesInSequence(limit: u32): u32 {
  return countPrimesBetween(0, limit);
}
