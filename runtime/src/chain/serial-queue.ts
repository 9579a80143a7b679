/** Runs pieces of asynchronous work one after the other, in the order they were asked for. */
export class SerialQueue {
  private last: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T> | T): Promise<T> {
    const result = this.last.then(work);
    // One that fails does not keep the next from running; its own promise tells its caller.
    this.last = result.catch(() => undefined);
    return result;
  }

  /** Resolves when everything asked for so far is done. */
  async settled(): Promise<void> {
    await this.last;
  }
}
