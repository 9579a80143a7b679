import { Outcome } from "./outcome";

/** How a thread ended. */
export enum ThreadStatus {
  /** It returned a value. */
  Ok = 0,
  /** It used up its gas budget. */
  OutOfGas = 1,
  /** It aborted or exited with a failure. */
  Reverted = 2,
  /** It trapped: a capability it does not have, a division by zero, memory out of bounds… */
  Trapped = 3,
}

/**
 * What `thread_try_join` returns: a value, or why there is none.
 *
 * @example
 * const result = thread_try_join<u32>(thread_spawn<u32>(1_000_000, (): u32 => <u32>slowHash(seed)));
 * if (result.ok) total += result.value;
 * else if (result.status == ThreadStatus.OutOfGas) failures += 1;
 * else revert(result.message);
 */
@final
export class ThreadResult<T> extends Outcome<T> {
  /**
   * @param status how the thread ended
   * @param code the number of the TC code of the failure (5001 for TC5001), 0 after a success
   * @param message why the thread failed, in the contract's or the host's words; empty after a success
   */
  constructor(readonly status: ThreadStatus, readonly code: u32, message: string) {
    super(status == ThreadStatus.Ok, message);
  }
}
