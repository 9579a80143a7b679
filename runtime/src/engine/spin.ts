/**
 * Loads before a party goes to sleep, about 180 µs on the measured machine. A wake-up costs 20 to 50 µs there, so a
 * shorter spin misses hand-offs that follow each other; an unbounded one would burn an idle core (performance.md §1, §5.3).
 */
export const SPIN_LOADS = 30_000;

/**
 * How often such a spin follows another while a transaction runs, about 2 ms together. A worker that is late, because the system did
 * something else, makes all others wait; if they fell asleep over it, each would be late in turn.
 */
export const SPIN_ROUNDS = 12;

/** Looks for a while whether a shared word no longer has a value; returns whether it has changed. */
export function spinWhile(words: Int32Array, index: number, value: number): boolean {
  for (let i = 0; i < SPIN_LOADS; i++) {
    if (Atomics.load(words, index) !== value) return true;
  }
  return false;
}
