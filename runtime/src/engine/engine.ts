import { setTimeout as setTimer } from "node:timers";
import { Worker } from "node:worker_threads";
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
  type ReadyMessage,
  type SharedBuffers,
  type StrayJob,
  type TestHooks,
  type ToFrameWorker,
  type WireResult,
  type WorkerBoot,
} from "../protocol";
import { EngineKnowledge, type ChainPicture } from "./engine-knowledge";
import { JobQueue } from "./queue";
import { createSharedBuffers } from "./shared-memory";
import { fromWireError, isHostFault } from "./wire-error";
import { workerEntry } from "./worker-entry";

/** Physical stack of a worker; the metered stack limit is reached long before (performance.md §4). */
const WORKER_STACK_MEGABYTES = 8;

/** Dead thread workers an engine replaces before it goes on with fewer. */
const REPLACEMENTS_MAXIMUM = 64;

/** Longest time a worker may go on with a thread that nobody will join, before it is replaced. */
const STRAY_GRACE_MILLISECONDS = 50;

/** What an engine is made for. */
export interface EngineOptions {
  /** Thread workers; 0 runs every thread on the frame worker. */
  readonly workers: number;
  readonly hooks: TestHooks | null;
}

/** What is done beside executing a transaction. */
export type ExecuteOptions = Pick<ExecuteMessage, "replay" | "journal">;

interface PendingReply {
  resolve(reply: FrameReply): void;
  reject(error: Error): void;
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
  private readonly frame: Worker;
  private readonly threads = new Map<number, Worker>();
  private readonly pending = new Map<number, PendingReply>();
  /** Resolves once the frame worker takes requests, or is gone. */
  readonly started: Promise<void>;
  private tellStarted: () => void = () => undefined;
  private requests = 0;
  private replacements = 0;
  private ended: Error | undefined;

  constructor(readonly options: EngineOptions) {
    this.shared = createSharedBuffers(options.workers, options.hooks?.sizes ?? null);
    this.queue = new JobQueue(new Int32Array(this.shared.control));
    this.started = new Promise((resolve) => (this.tellStarted = resolve));
    this.frame = this.startFrame();
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
    const { replay, journal } = options;
    const bytes = encode(transactionRequest, request);
    const reply = await this.ask((id) => ({ type: "execute", id, world, request: bytes, replay, journal }));
    invariant(reply.type === "executed", "an execution is answered by a result");
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
    await Promise.all([this.frame, ...this.threads.values()].map((worker) => worker.terminate()));
  }

  private ask(make: (id: number) => ToFrameWorker): Promise<FrameReply> {
    if (this.ended !== undefined) return Promise.reject(this.ended);
    const id = ++this.requests;
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject });
      this.frame.ref();
      this.frame.postMessage(make(id));
    });
  }

  private receive(reply: FrameReply): void {
    const pending = this.pending.get(reply.id);
    if (pending === undefined) return;
    this.pending.delete(reply.id);
    if (this.pending.size === 0) this.frame.unref();
    if (reply.type !== "failed") return pending.resolve(reply);
    const error = fromWireError(reply.error);
    pending.reject(error);
    // After a fault of the host nobody knows what its workers still hold.
    if (isHostFault(error)) void this.destroy(error);
  }

  private broadcast(message: ToFrameWorker): void {
    this.frame.postMessage(message);
    for (const worker of this.threads.values()) worker.postMessage(message);
  }

  private start(boot: WorkerBoot): Worker {
    const worker = new Worker(workerEntry(), {
      workerData: boot,
      argv: [],
      execArgv: [],
      env: {},
      resourceLimits: { stackSizeMb: WORKER_STACK_MEGABYTES },
    });
    worker.unref();
    return worker;
  }

  private startFrame(): Worker {
    const { workers, hooks } = this.options;
    const worker = this.start({ role: "frame", shared: this.shared, index: -1, workers, hooks });
    let cause = "";
    worker.on("message", (message: FrameReply | ReadyMessage) => {
      if (message.type === "ready") this.tellStarted();
      else this.receive(message);
    });
    worker.on("error", (error) => (cause = `: ${String(error)}`));
    worker.on("exit", (code) => void this.destroy(this.frameExit(code, cause)));
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
    const worker = this.start({ role: "thread", shared: this.shared, index, workers, hooks });
    this.threads.set(index, worker);
    for (const message of this.knowledge.all()) worker.postMessage(message);
    worker.on("error", () => undefined); // what counts is that it exits, which is told next
    worker.on("exit", (code) => this.threadExit(index, worker, code));
  }

  /** A thread worker died: what it ran is lost, the joiner runs it again, and another worker takes its place. */
  private threadExit(index: number, worker: Worker, code: number): void {
    if (this.threads.get(index) !== worker || this.ended !== undefined) return;
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
        if (still && running) void this.threads.get(index)?.terminate();
      }
    }, STRAY_GRACE_MILLISECONDS);
    timer.unref();
  }
}
