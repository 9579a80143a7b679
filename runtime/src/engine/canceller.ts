/** Ends one piece of work from outside, whatever it is waiting for at that moment. Only the first reason counts. */
export class Canceller {
  private reason: Error | undefined;
  private stop: ((reason: Error) => void) | undefined;

  cancel(reason: Error): void {
    if (this.reason !== undefined) return;
    this.reason = reason;
    this.stop?.(reason);
  }

  /**
   * From now on a cancellation calls `stop`, which makes the work fail.
   *
   * @throws the reason, when the work has been cancelled already
   */
  stopWith(stop: (reason: Error) => void): void {
    if (this.reason !== undefined) throw this.reason;
    this.stop = stop;
  }

  /** @throws the reason, when the work has been cancelled already */
  check(): void {
    if (this.reason !== undefined) throw this.reason;
  }

  /** The work is done. */
  finish(): void {
    this.stop = undefined;
  }
}
