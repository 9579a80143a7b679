import { CONTROL_WORDS, type SharedBuffers, type TestHooks } from "../protocol";
import { MEMORY_PAGES_MAXIMUM, PAGE_BYTES } from "../limits";

/**
 * Bytes of the arena: every image of the live threads together is at most the memory of a transaction, and the rest
 * is for records, snapshots and calldata. The system gives pages only when they are touched.
 */
const ARENA_BYTES = MEMORY_PAGES_MAXIMUM * PAGE_BYTES + 32 * 1_048_576;

/** Bytes of all outcome regions together, and the least for one. */
const OUTCOME_BYTES = 64 * 1_048_576;
const OUTCOME_BYTES_LEAST = 2 * 1_048_576;

/** The shared memory of a new engine. */
export function createSharedBuffers(workers: number, sizes: TestHooks["sizes"]): SharedBuffers {
  const share = Math.max(OUTCOME_BYTES_LEAST, Math.floor(OUTCOME_BYTES / Math.max(1, workers)));
  const outcomeBytes = sizes?.outcomeBytes ?? share - (share % PAGE_BYTES);
  return {
    control: new SharedArrayBuffer(CONTROL_WORDS * 4),
    arena: new SharedArrayBuffer(sizes?.arenaBytes ?? ARENA_BYTES),
    outcomes: new SharedArrayBuffer(outcomeBytes * workers),
    outcomeBytes,
  };
}
