import { invariant } from "../errors";
import type { Envelope, TestHooks } from "../protocol";
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
    const envelope: Envelope<Message> = { sequence: ++this.count, message };
    const fault = this.hooks === null ? null : messageFault(this.hooks, this.to, message.type);
    if (fault !== "drop") this.port.postMessage(envelope);
    if (fault === "duplicate") this.port.postMessage(envelope);
    return this.count;
  }
}

/** The messages from one sender: each once, in order. */
export class Inbox<Message> {
  private last = 0;

  /**
   * The message of an envelope; undefined if it has been received before.
   *
   * @throws TC6017 when one before it is missing: what a worker was not told it cannot make up for
   */
  open({ sequence, message }: Envelope<Message>): Message | undefined {
    if (sequence <= this.last) return undefined;
    invariant(sequence === this.last + 1, "no message between the workers is lost");
    this.last = sequence;
    return message;
  }

  /** Number of the last message received. */
  get received(): number {
    return this.last;
  }
}
