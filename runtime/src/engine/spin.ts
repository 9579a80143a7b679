/**
 * Loads before a party goes to sleep, about 180 µs on the measured machine. A wake-up costs 20 to 50 µs there, so a
 * shorter spin misses hand-offs that follow each other; an unbounded one would burn an idle core (performance.md §1, §5.3).
 */
export const SPIN_LOADS = 30_000;

/**
 * How often such a spin follows another while a transaction runs, about 3 ms together. A worker that is late, because the system did
 * something else, makes all others wait; if they fell asleep over it, each would be late in turn.
 */
export const SPIN_ROUNDS = 12;

/** Looks for a while whether a shared word no longer has a value; returns whether it has changed. */
function spinWhile(words: Int32Array, index: number, value: number): boolean {
  for (let i = 0; i < SPIN_LOADS; i++) {
    if (Atomics.load(words, index) !== value) return true;
  }
  return false;
}

/** The least that a thread sleeps; the system makes about 0.05 of it. */
const YIELD_MILLISECONDS = 0.001;

/**
 * Lets go of the core between two spins. Whoever is waited for may be kept from running by the one who waits: systems put two threads on one
 * core and leave another idle, for as long as both are busy. After its short sleep a thread is put where there is room.
 */
function yieldCore(words: Int32Array, index: number, value: number): void {
  Atomics.wait(words, index, value, YIELD_MILLISECONDS);
}

/** Spins for so many rounds, and lets go of the core between them; returns whether the word has changed. */
export function spinRoundsWhile(words: Int32Array, index: number, value: number, rounds: number): boolean {
  for (let round = 0; round < rounds; round++) {
    if (round > 0) yieldCore(words, index, value);
    if (spinWhile(words, index, value)) return true;
  }
  return false;
}
