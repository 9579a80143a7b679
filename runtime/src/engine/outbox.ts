import { invariant } from "../errors";
import type { Numbered, TestHooks } from "../protocol";
import { messageFault } from "./test-hooks";

/** What messages are posted to. */
interface Port {
  postMessage(message: unknown): void;
}

/** Numbers the messages to one receiver, so that it notices when one is lost or comes twice. */
export class Outbox<Message extends { readonly type: string }> {
  private count = 0;

  /** @param to who receives, for tests that make messages go wrong */
  constructor(
    private readonly port: Port,
    private readonly to: "frame" | "thread" | "coordinator",
    private readonly hooks: TestHooks | null,
  ) {}

  /** Posts a message; returns its number, from 1. */
  post(message: Message): number {
    const numbered: Numbered<Message> = { ...message, sequence: ++this.count };
    const fault = this.hooks === null ? null : messageFault(this.hooks, this.to, message.type);
    if (fault !== "drop") this.port.postMessage(numbered);
    if (fault === "duplicate") this.port.postMessage(numbered);
    return this.count;
  }
}

/** The messages from one sender: each once, in order. */
export class Inbox {
  private last = 0;

  /**
   * Whether a message is new; one that has been received before is not.
   *
   * @throws TC6017 when one before it is missing: what a worker was not told it cannot make up for
   */
  accept({ sequence }: Numbered<unknown>): boolean {
    if (sequence <= this.last) return false;
    invariant(sequence === this.last + 1, "no message between the workers is lost");
    this.last = sequence;
    return true;
  }

  /** Number of the last message received. */
  get received(): number {
    return this.last;
  }
}
