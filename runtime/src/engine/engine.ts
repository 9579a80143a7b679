import { setTimeout as setTimer } from "node:timers";
import { MessageChannel, Worker, type MessagePort } from "node:worker_threads";
import { ThreadedContractError } from "@threaded-contract/transform";
import { invariant } from "../errors";
import { encode } from "../codec/codec";
import { transactionRequest } from "../frame/request-codec";
import type { TransactionRequest } from "../frame/transaction";
import type { GasSchedule } from "../gas/schedule";
import type { AdmittedModule } from "../meter/admit";
import {
  claimedBy,
  Control,
  SELF_TEST_EXIT_CODE,
  Slot,
  threadClaimant,
  type ExecuteMessage,
  type FrameReply,
  type Numbered,
  type ReadyMessage,
  type SharedBuffers,
  type StrayJob,
  type TestHooks,
  type ToFrameWorker,
  type WireResult,
  type WorkerBoot,
} from "../protocol";
import { ExpectedJobs } from "./expected-jobs";
import { EngineKnowledge, type ChainPicture } from "./engine-knowledge";
import { Inbox, Outbox } from "./outbox";
import { JobQueue } from "./queue";
import { MessageSpin } from "./message-spin";
import { createSharedBuffers } from "./shared-memory";
import { COORDINATOR_SALT, createPointHook, type PointHook } from "./test-hooks";
import { fromWireError, isHostFault } from "./wire-error";
import { workerEntry } from "./worker-entry";

/** Physical stack of a worker; the metered stack limit is reached long before (performance.md §4). */
const WORKER_STACK_MEGABYTES = 8;

/** Where a worker's short-lived objects are: what Node 20 gives each. Node 24 would let it grow to 192 in the first 350,000 transactions. */
const WORKER_YOUNG_GENERATION_MEGABYTES = 48;

/** Dead thread workers an engine replaces before it goes on with fewer. */
const REPLACEMENTS_MAXIMUM = 64;

/** Longest time a worker may go on with a thread that nobody will join, before it is replaced. */
const STRAY_GRACE_MILLISECONDS = 50;

/** Between two looks for messages that should have arrived. */
const LOST_MESSAGE_MILLISECONDS = 2_000;

/** What an engine is made for. */
export interface EngineOptions {
  /** Thread workers; 0 runs every thread on the frame worker. */
  readonly workers: number;
  readonly hooks: TestHooks | null;
}

/** What is done beside executing a transaction. */
export type ExecuteOptions = Pick<ExecuteMessage, "replay" | "journal" | "trace">;

interface PendingReply {
  /** Number of the request's message. */
  readonly sequence: number;
  /** How often in a row it was missed. */
  missed: number;
  resolve(reply: FrameReply): void;
  reject(error: Error): void;
}

/** A thread worker and what is sent to it. */
interface ThreadLink {
  readonly worker: Worker;
  readonly outbox: Outbox<ToFrameWorker>;
  /** Whether it has been told to end: each telling would wait for its exit. */
  ending: boolean;
}

/** Thrown inside the engine when the frame worker ended before it answered; the caller may try again elsewhere. */
export class FrameWorkerLost extends Error {}

/**
 * A frame worker, its thread workers and the memory they share. It runs one thing at a time, for whoever leased it.
 * All workers are unreferenced, except while an answer is awaited, so that an idle engine keeps no process alive.
 */
export class Engine {
  readonly shared: SharedBuffers;
  private readonly queue: JobQueue;
  private readonly knowledge = new EngineKnowledge();
  private readonly expectedJobs = new ExpectedJobs();
  private readonly frame: Worker;
  private readonly requestPort: MessagePort;
  private readonly answerSpin: MessageSpin;
  private readonly frameOutbox: Outbox<ToFrameWorker>;
  private readonly frameInbox = new Inbox();
  private readonly point: PointHook;
  private readonly threads = new Map<number, ThreadLink>();
  private readonly pending = new Map<number, PendingReply>();
  /** Resolves once the frame worker takes requests, or is gone. */
  readonly started: Promise<void>;
  private tellStarted: () => void = () => undefined;
  private requests = 0;
  private replacements = 0;
  private ended: Error | undefined;
  /** Runs while something is awaited, and a little longer. */
  private guarding: NodeJS.Timeout | undefined;

  constructor(readonly options: EngineOptions) {
    this.shared = createSharedBuffers(options.workers, options.hooks?.sizes ?? null);
    this.queue = new JobQueue(new Int32Array(this.shared.control));
    this.point = createPointHook(options.hooks, COORDINATOR_SALT);
    this.started = new Promise((resolve) => (this.tellStarted = resolve));
    const { port1, port2 } = new MessageChannel();
    this.requestPort = port1;
    this.frame = this.startFrame(port2);
    this.frameOutbox = new Outbox(port1, "frame", options.hooks);
    this.answerSpin = new MessageSpin(port1, this.queue.words, Control.frameSent);
    for (let index = 0; index < options.workers; index++) this.startThread(index);
  }

  /** Whether it can still be used. */
  get isUsable(): boolean {
    return this.ended === undefined;
  }

  /** Jobs that thread workers have run, as against the frame worker. */
  get workerJobs(): number {
    return Atomics.load(this.queue.words, Control.workerJobs);
  }

  /** Brings all workers up to date about a chain. */
  learn(picture: ChainPicture): void {
    for (const message of this.knowledge.learn(picture)) this.broadcast(message);
  }

  /** Lets go of a chain that is closed. */
  forget(chain: number): void {
    for (const message of this.knowledge.forget(chain)) this.broadcast(message);
  }

  knows(chain: number): boolean {
    return this.knowledge.knows(chain);
  }

  /** Checks, instruments and compiles a module, off the event loop. */
  async admit(bytes: Uint8Array, schedule: GasSchedule): Promise<AdmittedModule> {
    const reply = await this.ask((id) => ({ type: "admit", id, bytes, schedule }));
    invariant(reply.type === "admitted", "an admission is answered by a module");
    return reply.module;
  }

  /** Runs a transaction in a world the workers have learned. */
  async execute(world: number, request: TransactionRequest, options: ExecuteOptions): Promise<WireResult> {
    const { replay, journal, trace = false } = options;
    const bytes = encode(transactionRequest, request);
    const published = this.queue.published;
    const reply = await this.ask(
      (id) => ({ type: "execute", id, world, request: bytes, replay, journal, trace }),
      // A worker takes as long to wake as the frame worker takes to reach the first spawn.
      () => this.queue.rouse(this.expectedJobs.of(request)),
    );
    invariant(reply.type === "executed", "an execution is answered by a result");
    this.expectedJobs.learn(request, (this.queue.published - published) >>> 0);
    if (reply.result.strays.length > 0) this.watchStrays(reply.result.strays);
    return reply.result;
  }

  /** Ends all workers at once, whatever they do; what is awaited fails with `reason`. */
  async destroy(reason: Error): Promise<void> {
    if (this.ended !== undefined) return;
    this.ended = reason;
    this.tellStarted();
    this.queue.stop();
    for (const { reject } of this.pending.values()) reject(reason);
    this.pending.clear();
    this.requestPort.close();
    const threads = [...this.threads.values()].map(({ worker }) => worker);
    await Promise.all([this.frame, ...threads].map((worker) => worker.terminate()));
  }

  private ask(make: (id: number) => ToFrameWorker, meanwhile: () => void = () => undefined): Promise<FrameReply> {
    if (this.ended !== undefined) return Promise.reject(this.ended);
    const id = ++this.requests;
    return new Promise((resolve, reject) => {
      this.point("coordinator:before-post");
      const sequence = this.postToFrame(make(id));
      this.pending.set(id, { sequence, missed: 0, resolve, reject });
      meanwhile();
      const early = this.answerSpin.next(this.frameInbox.received);
      if (early !== undefined) this.open(early as Numbered<FrameReply | ReadyMessage>);
      if (this.pending.size === 0) return;
      this.frame.ref();
      this.guarding ??= this.guard();
    });
  }

  /** Looks from time to time whether a request or its answer is lost, so that nobody waits for ever. */
  private guard(): NodeJS.Timeout {
    const timer = setTimer(() => {
      this.guarding = undefined;
      for (const pending of this.pending.values()) {
        const { words } = this.queue;
        const sent = Atomics.load(words, Control.frameSent);
        const requestMissed = sent > 0 && Atomics.load(words, Control.frameReceived) < pending.sequence;
        pending.missed = requestMissed || sent > this.frameInbox.received ? pending.missed + 1 : 0;
        // The second look counts: at the first, the message may be on its way, or wait for this thread to be free.
        if (pending.missed === 2) void this.destroy(new FrameWorkerLost("a message of the frame worker was lost"));
      }
      if (this.pending.size > 0) this.guarding = this.guard();
    }, this.options.hooks?.message?.lostMilliseconds ?? LOST_MESSAGE_MILLISECONDS);
    return timer.unref();
  }

  private open(message: Numbered<FrameReply | ReadyMessage>): void {
    let isNew = false;
    try {
      isNew = this.frameInbox.accept(message);
    } catch {
      void this.destroy(new FrameWorkerLost("a message from the frame worker was lost"));
    }
    if (!isNew) return;
    if (message.type === "ready") this.tellStarted();
    else this.receive(message);
  }

  private receive(reply: FrameReply): void {
    const pending = this.pending.get(reply.id);
    if (pending === undefined) return;
    this.point("coordinator:received");
    this.pending.delete(reply.id);
    if (this.pending.size === 0) this.frame.unref();
    if (reply.type !== "failed") return pending.resolve(reply);
    const error = fromWireError(reply.error);
    pending.reject(error);
    // After a fault of the host nobody knows what its workers still hold.
    if (isHostFault(error)) void this.destroy(error);
  }

  private postToFrame(message: ToFrameWorker): number {
    const sequence = this.frameOutbox.post(message);
    Atomics.store(this.queue.words, Control.frameRequested, sequence);
    return sequence;
  }

  private broadcast(message: ToFrameWorker): void {
    this.postToFrame(message);
    for (const { outbox } of this.threads.values()) {
      this.point("coordinator:before-post");
      outbox.post(message);
    }
  }

  private start(boot: WorkerBoot): Worker {
    const worker = new Worker(workerEntry(), {
      workerData: boot,
      transferList: boot.requests === null ? [] : [boot.requests],
      argv: [],
      execArgv: [],
      env: {},
      resourceLimits: {
        stackSizeMb: WORKER_STACK_MEGABYTES,
        maxYoungGenerationSizeMb: WORKER_YOUNG_GENERATION_MEGABYTES,
      },
    });
    worker.unref();
    return worker;
  }

  private startFrame(requests: MessagePort): Worker {
    const { workers, hooks } = this.options;
    const worker = this.start({ role: "frame", shared: this.shared, index: -1, workers, hooks, requests });
    let cause = "";
    this.requestPort.on("message", (message: Numbered<FrameReply | ReadyMessage>) => this.open(message));
    // What keeps the process alive while an answer is awaited is the worker.
    this.requestPort.unref();
    if (hooks !== null) worker.on("message", () => void worker.terminate());
    worker.on("error", (error) => (cause = `: ${String(error)}`));
    worker.on("exit", (code) => void this.destroy(this.frameExit(code, cause)));
    // Listening for messages has referenced it again.
    worker.unref();
    return worker;
  }

  private frameExit(code: number, cause: string): Error {
    if (code === SELF_TEST_EXIT_CODE) {
      return new ThreadedContractError("TC6018", { resource: "address space for a memory" });
    }
    return new FrameWorkerLost(`the frame worker ended with code ${code}${cause}`);
  }

  private startThread(index: number): void {
    const { workers, hooks } = this.options;
    const worker = this.start({ role: "thread", shared: this.shared, index, workers, hooks, requests: null });
    const outbox = new Outbox<ToFrameWorker>(worker, "thread", hooks);
    this.threads.set(index, { worker, outbox, ending: false });
    for (const message of this.knowledge.all()) outbox.post(message);
    if (hooks !== null) worker.on("message", () => void worker.terminate()).unref();
    worker.on("error", () => undefined); // what counts is that it exits, which is told next
    worker.on("exit", (code) => this.threadExit(index, worker, code));
  }

  /** A thread worker died: what it ran is lost, the joiner runs it again, and another worker takes its place. */
  private threadExit(index: number, worker: Worker, code: number): void {
    if (this.threads.get(index)?.worker !== worker || this.ended !== undefined) return;
    this.threads.delete(index);
    this.queue.abandon(threadClaimant(index));
    const hopeless = code === SELF_TEST_EXIT_CODE || this.replacements >= REPLACEMENTS_MAXIMUM;
    if (hopeless) return;
    this.replacements++;
    this.startThread(index);
  }

  /** Ends workers that stay busy with cancelled threads; their budgets may be huge. */
  private watchStrays(strays: readonly StrayJob[]): void {
    const timer = setTimer(() => {
      for (const { slot, serial, worker: index } of strays) {
        const still = this.queue.get(slot, Slot.serial) === serial;
        const running = this.queue.stateWord(slot) === claimedBy(threadClaimant(index));
        const link = this.threads.get(index);
        // Transactions that follow each other quickly all find the same worker busy.
        if (!still || !running || link === undefined || link.ending) continue;
        link.ending = true;
        void link.worker.terminate();
      }
    }, STRAY_GRACE_MILLISECONDS);
    timer.unref();
  }
}
