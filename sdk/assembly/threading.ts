/**
 * Deterministic threads (OIP-0002).
 *
 * A thread is a fork of the contract: it runs on a private copy of memory as it was at the spawn. Its result, its writes to
 * reserved slots and the bytes of its regions come back at the join, and nothing else.
 */
import { host_thread_context, host_thread_join, host_thread_result_code, host_thread_seed } from "./host";
import { resultBytes, takeResult } from "./codec";
import { SharedMemory } from "./memory";
import "./lowered";
import { ThreadResult, ThreadStatus } from "./result";

/** How a join treats gas and failure; see `host_thread_join`. */
const enum JoinMode { Keep = 0, Refund = 1, Try = 2 }

/** A spawned thread. Opaque; joined exactly once, by the frame that spawned it. */
@final
export class ThreadHandle {
  /** @param ticket what the host calls the thread */
  constructor(readonly ticket: u64) {}
}

/**
 * Forks a thread that may read storage but not write it.
 *
 * `gas` units leave the caller now, besides the spawn fee; the thread gets exactly these. `fn` must be written in place: it may use
 * `this`, locals and module variables, which it sees as they are now. Joined by one of the `thread_join…` functions, or the call reverts.
 *
 * @example
 * const h = thread_spawn<u64>(1_000_000, (): u64 => slowHash(seed));
 * const hash = thread_join<u64>(h);
 */
export function thread_spawn<T>(gas: u64, fn: () => T): ThreadHandle {
  ERROR("thread_spawn is lowered by @threaded-contract/transform: add it to asc with --transform, or to \"transform\" in asconfig.json");
  return new ThreadHandle(0);
}

/**
 * Forks a thread that may write the listed storage slots: `string[]`, `Slot[]`, arrays of 32 byte keys, or of stored objects.
 * Its writes are committed at the join. A slot can be reserved by one live thread only.
 *
 * @example
 * const h = thread_spawn_with_reservation<void>(2_000_000, ["total"], (): void => Storage.set<u64>("total", 5));
 * thread_join_with_refund(h);
 */
export function thread_spawn_with_reservation<T, S = string[]>(gas: u64, slots: S, fn: () => T): ThreadHandle {
  ERROR("thread_spawn_with_reservation is lowered by @threaded-contract/transform: add it to asc with --transform, or to \"transform\" in asconfig.json");
  return new ThreadHandle(0);
}

/**
 * Forks a thread whose bytes in `regions` are copied back at the join, to the same address. Storage is read-only.
 *
 * @example
 * const region = SharedMemory.allocate(4096);
 * const h = thread_spawn_with_memory<void>(1_000_000, [region], (): void => region.setU32(0, 7));
 * thread_join(h);
 */
export function thread_spawn_with_memory<T>(gas: u64, regions: SharedMemory[], fn: () => T): ThreadHandle {
  ERROR("thread_spawn_with_memory is lowered by @threaded-contract/transform: add it to asc with --transform, or to \"transform\" in asconfig.json");
  return new ThreadHandle(0);
}

/**
 * Waits for the thread, commits its writes, returns its value. No gas comes back. A failed thread fails the caller.
 *
 * @example
 * const h = thread_spawn<u64>(1_000_000, (): u64 => slowHash(seed));
 * const hash = thread_join<u64>(h);
 */
export function thread_join<T = void>(handle: ThreadHandle): T {
  host_thread_join(handle.ticket, JoinMode.Keep, __tc_tag<T>());
  return takeResult<T>();
}

/**
 * As `thread_join`; unused gas and the parallel discount come back.
 *
 * @example
 * const h = thread_spawn<u64>(1_000_000, (): u64 => slowHash(seed));
 * const hash = thread_join_with_refund<u64>(h);
 */
export function thread_join_with_refund<T = void>(handle: ThreadHandle): T {
  host_thread_join(handle.ticket, JoinMode.Refund, __tc_tag<T>());
  return takeResult<T>();
}

/**
 * The same as `thread_join_with_refund`, under the name that OIP-0002 gives it for threads with reservations.
 *
 * @example
 * const h = thread_spawn_with_reservation<void>(2_000_000, ["total"], (): void => Storage.set<u64>("total", 5));
 * thread_join_with_storage_commit(h);
 */
export function thread_join_with_storage_commit<T = void>(handle: ThreadHandle): T {
  return thread_join_with_refund<T>(handle);
}

/**
 * As `thread_join_with_refund`, but a failed thread is a value.
 *
 * @example
 * const h = thread_spawn<u32>(1_000_000, (): u32 => <u32>slowHash(seed));
 * const result = thread_try_join<u32>(h);
 * if (result.ok) total += result.value; else failures += 1;
 */
export function thread_try_join<T = void>(handle: ThreadHandle): ThreadResult<T> {
  const status = host_thread_join(handle.ticket, JoinMode.Try, __tc_tag<T>());
  const ok = status == ThreadStatus.Ok;
  const result = new ThreadResult<T>(<ThreadStatus>status, host_thread_result_code(), ok ? "" : String.UTF8.decode(resultBytes()));
  if (!isVoid<T>()) {
    if (ok) result.keep(takeResult<T>());
  }
  return result;
}

/** The thread that is running. */
export abstract class Thread {
  /** Whether this code runs in a thread, or in a call made below one. */
  static get isThread(): bool { return host_thread_context() != 0; }

  /** A reproducible seed, different in every thread: SHA-256 of `threaded-contract/seed/1`, transaction id, ticket and entry (each u32, big endian; 0 in main). */
  static get seed(): Uint8Array {
    const seed = new Uint8Array(32);
    host_thread_seed(seed.dataStart);
    return seed;
  }
}
