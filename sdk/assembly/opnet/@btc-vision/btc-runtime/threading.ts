/**
 * What `@btc-vision/btc-runtime/threading` is: the thread functions of OIP-0002 for contracts on btc-runtime.
 *
 * They are the plain ones, except that a join also makes btc-runtime forget what it remembers of the slots the thread wrote.
 */
import { host_thread_join, host_thread_result_code } from "@threaded-contract/sdk/assembly/host";
import { resultBytes, takeResult } from "@threaded-contract/sdk/assembly/codec";
import { ThreadResult, ThreadStatus } from "@threaded-contract/sdk/assembly/result";
import { ThreadHandle } from "@threaded-contract/sdk/assembly/threading";
import { settle } from "./threading/reserved";

export { thread_spawn, thread_spawn_with_reservation, thread_spawn_with_memory, ThreadHandle, Thread } from "@threaded-contract/sdk/assembly/threading";
export { ThreadResult, ThreadStatus } from "@threaded-contract/sdk/assembly/result";
export { SharedMemory } from "@threaded-contract/sdk/assembly/memory";
export { Slot, slot, slotOfSegments } from "@threaded-contract/sdk/assembly/slot";
export { slotOf, slotOfEntry, slotOfElement, slotOfLength, slotsOf } from "./threading/slots";
export { refresh } from "./threading/forget";

/** How a join treats gas and failure; the numbers are the host's. */
const enum JoinMode { Keep = 0, Refund = 1, Try = 2 }

/** Waits for the thread, commits its writes, returns its value. No gas comes back. A failed thread fails the caller. */
export function thread_join<T = void>(handle: ThreadHandle): T {
  host_thread_join(handle.ticket, JoinMode.Keep, __tc_tag<T>());
  settle(handle.ticket);
  return takeResult<T>();
}

/** As `thread_join`; unused gas and the parallel discount come back. */
export function thread_join_with_refund<T = void>(handle: ThreadHandle): T {
  host_thread_join(handle.ticket, JoinMode.Refund, __tc_tag<T>());
  settle(handle.ticket);
  return takeResult<T>();
}

/** The same as `thread_join_with_refund`, under the name that OIP-0002 gives it for threads with reservations. */
export function thread_join_with_storage_commit<T = void>(handle: ThreadHandle): T {
  return thread_join_with_refund<T>(handle);
}

/**
 * As `thread_join_with_refund`, but a failed thread is a value.
 *
 * @example
 * const result = thread_try_join<u256>(h);
 * if (result.ok) total = u256.add(total, result.value);
 */
export function thread_try_join<T = void>(handle: ThreadHandle): ThreadResult<T> {
  const status = host_thread_join(handle.ticket, JoinMode.Try, __tc_tag<T>());
  settle(handle.ticket);
  const ok = status == ThreadStatus.Ok;
  const result = new ThreadResult<T>(<ThreadStatus>status, host_thread_result_code(), ok ? "" : String.UTF8.decode(resultBytes()));
  if (!isVoid<T>()) {
    if (ok) result.keep(takeResult<T>());
  }
  return result;
}
