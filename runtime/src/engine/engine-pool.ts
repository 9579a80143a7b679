import { clearTimeout as clearTimer, setTimeout as setTimer } from "node:timers";
import { ThreadedContractError } from "@threaded-contract/transform";
import { invariant } from "../errors";
import { Engine, type EngineOptions } from "./engine";

/** Engines at work at one moment in one process; further calls wait for one. */
export const ENGINES_MAXIMUM = 4;

/** An engine that nobody needed for this long is ended: a test file's engines must not outlive it for long. */
const IDLE_MILLISECONDS = 3_000;

/** The promise of an engine for exclusive use. */
export interface Lease {
  readonly engine: Promise<Engine>;
}

interface Waiter {
  readonly lease: Lease;
  readonly options: EngineOptions;
  resolve(engine: Engine): void;
  reject(reason: Error): void;
}

/**
 * The engines of a process. A chain leases one for each call, so chains are cheap, and calls of different chains run
 * at the same time.
 */
export class EnginePool {
  private readonly idle = new Map<Engine, NodeJS.Timeout>();
  private readonly busy = new Set<Engine>();
  private readonly waiting: Waiter[] = [];

  /**
   * An engine for exclusive use, at once if there is one or room for one, else in the order of asking.
   *
   * @param chain an engine that knows this chain already is preferred
   */
  lease(options: EngineOptions, chain: number): Lease {
    const engine = this.takeIdle(options, chain) ?? this.create(options);
    if (engine !== undefined) return { engine: Promise.resolve(engine) };
    const { promise, resolve, reject } = withResolvers<Engine>();
    const lease = { engine: promise };
    this.waiting.push({ lease, options, resolve, reject });
    return lease;
  }

  /** Lets a lease that is still waited for fail. */
  abandon(lease: Lease, reason: Error): void {
    const index = this.waiting.findIndex((waiter) => waiter.lease === lease);
    if (index >= 0) this.waiting.splice(index, 1)[0]?.reject(reason);
  }

  /** Gives an engine back; one that is no longer usable is replaced when it is needed. */
  release(engine: Engine): void {
    invariant(this.busy.delete(engine), "a leased engine is released once");
    if (engine.isUsable) this.keep(engine);
    this.serve();
  }

  /** Makes idle engines let go of a closed chain. */
  forget(chain: number): void {
    for (const engine of [...this.idle.keys(), ...this.busy]) engine.forget(chain);
  }

  /** Ends every idle engine, and waits until their threads are gone. */
  async shutDownIdle(): Promise<void> {
    await Promise.all([...this.idle.keys()].map((engine) => this.end(engine)));
  }

  private takeIdle(options: EngineOptions, chain: number): Engine | undefined {
    if (this.idle.size === 0) return undefined;
    const fitting = [...this.idle.keys()].filter((engine) => engine.isUsable && sameOptions(engine.options, options));
    const engine = fitting.find((candidate) => candidate.knows(chain)) ?? fitting[0];
    if (engine === undefined) return undefined;
    clearTimer(this.idle.get(engine));
    this.idle.delete(engine);
    this.busy.add(engine);
    return engine;
  }

  private create(options: EngineOptions): Engine | undefined {
    if (this.busy.size >= ENGINES_MAXIMUM) return undefined;
    const [oldest] = this.idle.keys();
    if (oldest !== undefined && this.busy.size + this.idle.size >= ENGINES_MAXIMUM) void this.end(oldest);
    const engine = new Engine(options);
    this.busy.add(engine);
    return engine;
  }

  private keep(engine: Engine): void {
    const timer = setTimer(() => void this.end(engine), IDLE_MILLISECONDS);
    timer.unref();
    this.idle.set(engine, timer);
  }

  private serve(): void {
    const [next] = this.waiting;
    if (next === undefined) return;
    const engine = this.takeIdle(next.options, -1) ?? this.create(next.options);
    if (engine === undefined) return;
    this.waiting.shift();
    next.resolve(engine);
  }

  private end(engine: Engine): Promise<void> {
    clearTimer(this.idle.get(engine));
    this.idle.delete(engine);
    return engine.destroy(new ThreadedContractError("TC6013", {}));
  }
}

/** `Promise.withResolvers`, which Node 20 does not have. */
function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void; reject: (reason: Error) => void } {
  let resolve!: (value: T) => void;
  let reject!: (reason: Error) => void;
  const promise = new Promise<T>((onValue, onReason) => {
    resolve = onValue;
    reject = onReason;
  });
  return { promise, resolve, reject };
}

function sameOptions(left: EngineOptions, right: EngineOptions): boolean {
  return left.workers === right.workers && left.hooks === right.hooks;
}

/** The engines of this process, or of this test file where a test runner loads modules once a file. */
export const enginePool = new EnginePool();
