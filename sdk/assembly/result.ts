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

/** What `thread_try_join` returns: a value, or why there is none. */
@final
export class ThreadResult<T> {
  /** Why the thread failed, in the contract's or the host's words; empty after a success. */
  message: string = "";
  private bits: u64 = 0;
  private reference: Object | null = null;

  /**
   * @param status how the thread ended
   * @param code the number of the TC code of the failure (5001 for TC5001), 0 after a success
   */
  constructor(readonly status: ThreadStatus, readonly code: u32) {}

  /** Whether the thread succeeded. */
  get ok(): bool { return this.status == ThreadStatus.Ok; }

  /** The thread's value. Reverts when the thread failed: look at `ok` first. */
  get value(): T {
    if (this.status != ThreadStatus.Ok) throw new Error("thread failed: " + this.message);
    if (isVoid<T>()) return;
    if (isManaged<T>()) return changetype<T>(changetype<usize>(this.reference));
    else return <T>this.bits;
  }

  /** The thread's value, or `fallback` when it failed. */
  valueOr(fallback: T): T {
    return this.ok ? this.value : fallback;
  }

  /** @internal keeps the decoded value */
  keep(value: T): void {
    if (isManaged<T>()) this.reference = changetype<Object>(changetype<usize>(value));
    else this.bits = <u64>value;
  }
}
