import { isThreadedContractError } from "@threaded-contract/transform";

/** Runs pieces of asynchronous work one after the other, in the order they were asked for. */
export class SerialQueue {
  private last: Promise<void> = Promise.resolve();

  /** An error of ours gets the stack of whoever waits for this: what goes on inside is no help to an author. */
  async run<T>(work: () => Promise<T> | T): Promise<T> {
    const before = this.last;
    let end!: () => void;
    // Apart from the result: an engine follows a stack only through promises that one function waits for.
    this.last = new Promise((resolve) => (end = resolve));
    try {
      await before;
      return await work();
    } catch (error) {
      if (isThreadedContractError(error)) Error.captureStackTrace(error, this.run);
      throw error;
    } finally {
      end();
    }
  }

  /** Resolves when everything asked for so far is done. */
  async settled(): Promise<void> {
    await this.last;
  }
}
