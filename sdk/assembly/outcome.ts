/** A value, or why there is none: the base of `ThreadResult` and `CallResult`. */
export class Outcome<T> {
  private bits: u64 = 0;
  private reference: Object | null = null;

  /**
   * @param ok whether there is a value
   * @param message why there is none, in the words of what failed; empty when there is one
   */
  constructor(readonly ok: bool, readonly message: string) {}

  /** The value. Reverts when there is none: look at `ok` first. */
  get value(): T {
    if (!this.ok) throw new Error("there is no value: " + this.message);
    if (isVoid<T>()) return;
    if (isManaged<T>()) return changetype<T>(changetype<usize>(this.reference));
    else return <T>this.bits;
  }

  /** The value, or `fallback` when there is none. */
  valueOr(fallback: T): T {
    return this.ok ? this.value : fallback;
  }

  /** @internal */
  keep(value: T): void {
    if (isManaged<T>()) this.reference = changetype<Object>(changetype<usize>(value));
    else this.bits = <u64>value;
  }
}
