import type { MessagePort } from "node:worker_threads";
import { ThreadedContractError } from "@threaded-contract/transform";
import { invariant } from "../errors";
import { decode } from "../codec/codec";
import { executeTransaction } from "../frame/execute";
import { transactionRequest } from "../frame/request-codec";
import { TracedWorld } from "../frame/traced-world";
import { Tracer, type Trace } from "../frame/tracer";
import type { TransactionRequest, TransactionResult } from "../frame/transaction";
import { admit } from "../meter/admit";
import {
  Control,
  type AdmitMessage,
  type ExecuteMessage,
  type FrameReply,
  type Numbered,
  type ReadyMessage,
  type ToFrameWorker,
  type WorkerBoot,
} from "../protocol";
import { stepDifference } from "../journal/compare";
import { firstDifference } from "../receipt-compare";
import { EagerBackend } from "../threads/eager-backend";
import { LazyBackend } from "../threads/lazy-backend";
import { runThread } from "../threads/run-thread";
import type { World } from "../world";
import { Inbox, Outbox } from "./outbox";
import { MessageSpin } from "./message-spin";
import { PoolBackend } from "./pool-backend";
import { toWireResult } from "./result-record";
import { createPointHook, type PointHook } from "./test-hooks";
import { toWireError } from "./wire-error";
import { WorkerWorlds } from "./worker-worlds";

/**
 * The worker that runs thread 0 of transactions, one at a time, and admits modules.
 * It takes messages from its event loop, and blocks it while a transaction runs.
 */
export class FrameWorker {
  private readonly worlds = new WorkerWorlds();
  private readonly pool: PoolBackend;
  private readonly point: PointHook;
  private readonly inbox = new Inbox();
  private readonly outbox: Outbox<FrameReply | ReadyMessage>;
  private readonly words: Int32Array;
  private readonly spin: MessageSpin;
  private world: World | undefined;
  private worldNumber = 0;

  constructor(boot: WorkerBoot, port: MessagePort) {
    this.worlds.reserveMemory();
    this.outbox = new Outbox(port, "coordinator", boot.hooks);
    this.words = new Int32Array(boot.shared.control);
    this.spin = new MessageSpin(port, this.words, Control.frameRequested);
    this.point = createPointHook(boot.hooks, 0);
    this.pool = new PoolBackend({
      shared: boot.shared,
      workers: boot.workers,
      run: (job) => runThread(job, this.currentWorld()),
      world: () => this.worldNumber,
      runsShortAtOnce: boot.hooks === null,
      point: this.point,
    });
  }

  /** Says that requests are taken from now on. */
  tellReady(): void {
    this.send({ type: "ready" });
  }

  /** Does what a message asks for, and what those ask for that follow it at once. */
  serve(first: Numbered<ToFrameWorker>): void {
    let message: Numbered<ToFrameWorker> | undefined = first;
    while (message !== undefined) {
      this.receive(message);
      message = this.spin.next(this.inbox.received) as Numbered<ToFrameWorker> | undefined;
    }
  }

  private receive(message: Numbered<ToFrameWorker>): void {
    const isNew = this.inbox.accept(message);
    Atomics.store(this.words, Control.frameReceived, this.inbox.received);
    if (!isNew) return;
    if (message.type === "admit") this.reply(message.id, () => this.admit(message));
    else if (message.type === "execute") this.reply(message.id, () => this.execute(message));
    else this.worlds.receive(message);
  }

  private reply(id: number, work: () => FrameReply): void {
    let reply: FrameReply;
    try {
      reply = work();
    } catch (error) {
      reply = { type: "failed", id, error: toWireError(error) };
    }
    this.point("frame:before-reply");
    this.send(reply);
  }

  private send(message: FrameReply | ReadyMessage): void {
    Atomics.store(this.words, Control.frameSent, this.outbox.post(message));
  }

  private admit(message: AdmitMessage): FrameReply {
    return { type: "admitted", id: message.id, module: admit(message.bytes, message.schedule) };
  }

  private execute(message: ExecuteMessage): FrameReply {
    this.point("frame:execute");
    const world = this.worlds.find(message.world);
    invariant(world !== undefined, "a world is sent before the transactions in it");
    this.world = world;
    this.worldNumber = message.world;
    const request = decode(transactionRequest, message.request);
    try {
      const result = executeTransaction(request, world, this.pool);
      if (message.replay) this.replay(request, message.journal, result);
      const traces = message.trace === true && result.failed ? this.trace(request, result) : [];
      const wire = toWireResult(result, this.pool.strays(), message.journal, traces);
      return { type: "executed", id: message.id, result: wire };
    } finally {
      this.pool.abort();
      this.world = undefined;
    }
  }

  /**
   * Serial elision: the same transaction with every thread run at its spawn, and again at its join, must give the
   * same receipt bytes.
   *
   * @throws TC6012 with the first field that differs
   */
  private replay(request: TransactionRequest, journal: boolean, result: TransactionResult): void {
    const serial = [new EagerBackend(this.currentWorld()), new LazyBackend(this.currentWorld())];
    // Without threads the two orders are the same one.
    const orders = result.threadCount > 0 ? serial : serial.slice(0, 1);
    for (const backend of orders) {
      this.point("frame:before-replay");
      const repeated = executeTransaction(request, this.currentWorld(), backend);
      const difference =
        resultDifference(result, repeated) ?? (journal ? stepDifference(result.steps, repeated.steps) : undefined);
      if (difference !== undefined) {
        throw new ThreadedContractError("TC6012", { difference }, { details: [`order: ${backend.name}`] });
      }
    }
  }

  /** Executes the transaction once more to see where it fails; the receipt is that of the first run. */
  private trace(request: TransactionRequest, result: TransactionResult): readonly Trace[] {
    const tracer = new Tracer();
    const world = new TracedWorld(this.currentWorld(), tracer);
    const repeated = tracer.run(() => executeTransaction(request, world, new EagerBackend(world)));
    const difference = resultDifference(result, repeated);
    if (difference !== undefined) throw new ThreadedContractError("TC6012", { difference }, { details: ["traced"] });
    return tracer.traces;
  }

  private currentWorld(): World {
    invariant(this.world !== undefined, "threads run inside a transaction");
    return this.world;
  }
}

/** What differs first between the receipts of two runs; most are equal, and then there is no need to read them. */
function resultDifference(left: TransactionResult, right: TransactionResult): string | undefined {
  if (Buffer.compare(left.receiptBytes, right.receiptBytes) === 0) return undefined;
  const difference = firstDifference(left.receipt, right.receipt);
  invariant(difference !== undefined, "receipts with different bytes differ somewhere");
  return difference;
}
