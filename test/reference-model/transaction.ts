/**
 * The reference model: OIP-0002 with the rulings of `runtime/docs/rulings.md`, executed serially and as plainly as
 * possible. It imports nothing from the runtime; the two are compared receipt by receipt. Here: what the main execution owns.
 */
import type { Contract, Data, Machine } from "../fuzz/contract";
import { Frame, runCall } from "./frame";
import { Failure, LIMIT, type Meter } from "./rules";
import type { State } from "./state";
import type { Thread } from "./threads";

export class Transaction {
  readonly transaction = this;
  waitingPages = 0;
  calls = 0;
  readonly events: string[] = [];
  readonly threads: Thread[] = [];
  private generations = 0;
  state: State;
  /** What the transaction returned, or how it failed. */
  result: Data | Failure | null = null;

  constructor(
    readonly before: State,
    readonly contracts: readonly Contract[],
    readonly newMachine: () => Machine,
  ) {
    this.state = before.copy();
  }

  /** Calls the first contract. */
  run(meter: Meter, input: Data, readOnly: boolean): void {
    try {
      this.result = runCall(new Frame(this, 0, this.newMachine(), meter, 1, input, readOnly, false));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.result = error;
    }
  }

  get live(): Thread[] {
    return this.threads.filter((thread) => thread.state === "live");
  }

  liveOf(frame: Frame): Thread[] {
    return this.live.filter((thread) => thread.parent === frame);
  }

  get pageLimit(): number {
    return this.live.reduce<number>((left, thread) => left - thread.pageLimit, LIMIT.pages);
  }

  beginGeneration(): Thread["generation"] {
    return { number: ++this.generations, snapshot: this.state.copy() };
  }

  /** Remembers how things are; the answer takes back what a frame has done since. */
  mark(): () => void {
    const { events, threads } = this;
    const [state, eventCount, threadCount] = [this.state.copy(), events.length, threads.length];
    return () => {
      this.state = state;
      events.length = eventCount;
      for (const thread of threads.slice(threadCount)) thread.undone = true;
    };
  }

  /** Who read a slot that another thread wrote, without a way to see it (S-7). */
  conflicts(): string[] {
    if (this.result instanceof Failure) return [];
    const threads = this.threads.filter(({ undone, failure, state }) => !undone && !failure && state === "joined");
    const found = threads.flatMap(({ ticket: reader, generation, reads, ticketsAtJoin }) => {
      const others = threads.filter(({ ticket, committedAt }) => {
        return ticket !== reader && ticket <= ticketsAtJoin && committedAt > generation.snapshot.time;
      });
      return others.flatMap(({ ticket, committed }) => {
        return committed.filter(({ name }) => reads.has(name)).map(({ name }) => `${reader}<${ticket} ${name}`);
      });
    });
    return found.sort();
  }
}
