/**
 * Loads before a party goes to sleep, about 180 µs on the measured machine. A wake-up costs 20 to 50 µs there, so a
 * shorter spin misses hand-offs that follow each other; an unbounded one would burn an idle core (performance.md §1, §5.3).
 */
export const SPIN_LOADS = 30_000;

/**
 * Waits until a shared word no longer has a value: spins first, then sleeps.
 *
 * @param timeoutMilliseconds longest sleep; Infinity to sleep until woken
 * @returns false when the word still has the value after the timeout
 */
export function waitWhile(words: Int32Array, index: number, value: number, timeoutMilliseconds = Infinity): boolean {
  for (let i = 0; i < SPIN_LOADS; i++) {
    if (Atomics.load(words, index) !== value) return true;
  }
  while (Atomics.load(words, index) === value) {
    if (Atomics.wait(words, index, value, timeoutMilliseconds) === "timed-out") return false;
  }
  return true;
}
