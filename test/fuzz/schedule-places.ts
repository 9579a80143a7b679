import type { EngineOptions } from "../../runtime/src/engine/engine";
import type { TestHooks } from "../../runtime/src/protocol";
import { ScheduledPool } from "./scheduled-pool";

/**
 * Where a schedule runs. `steps`: workers that it moves step by step in one process, with room for every job; `tight`: the
 * same with little room; `threads`: an engine with real threads, which it delays.
 */
export type PlaceKind = "steps" | "tight" | "threads";

export interface SchedulePlace {
  readonly kind: PlaceKind;
  /** Size of the pool; without workers everything runs inline. */
  readonly workers: number;
}

function places(kind: PlaceKind, ...sizes: readonly number[]): SchedulePlace[] {
  return sizes.map((workers) => ({ kind, workers }));
}

/** The places of one program, or of one fixture again and again. */
export const PLACES: readonly SchedulePlace[] = [
  ...places("steps", 0, 1, 1, 2, 2, 2, 4, 4, 4, 64, 64),
  ...places("tight", 1, 2, 4),
  ...places("threads", 0, 1, 2, 4, 2, 4),
];

/** A pool that takes seconds to start. */
export const LARGE_PLACE: SchedulePlace = { kind: "threads", workers: 64 };

/** The pools and engines of schedules, each made once and under another schedule every time. */
export class PlaceKeeper {
  private readonly pools = new Map<string, ScheduledPool>();
  private readonly hooks = new Map<number, TestHooks>();

  /** The pool of a place without threads. */
  pool({ kind, workers }: SchedulePlace): ScheduledPool {
    const name = `${kind} ${workers}`;
    const made = this.pools.get(name) ?? (kind === "tight" ? ScheduledPool.tight(workers) : new ScheduledPool(workers));
    this.pools.set(name, made);
    return made;
  }

  /** Lets go of a pool that was left in the middle of a transaction. */
  drop({ kind, workers }: SchedulePlace): void {
    this.pools.delete(`${kind} ${workers}`);
  }

  /** What to lease the engine of a place with threads by; it follows the schedule of that number from now on. */
  engine({ workers }: SchedulePlace, schedule: number): EngineOptions {
    // Engines are lent by their hooks, so that the same object must come back for the same size.
    const hooks = this.hooks.get(workers) ?? newHooks();
    this.hooks.set(workers, hooks);
    Atomics.store(new Int32Array(hooks.schedule!), 0, schedule);
    return { workers, hooks };
  }
}

function newHooks(): TestHooks {
  const [schedule, faults] = [new SharedArrayBuffer(4), new SharedArrayBuffer(4)];
  return { seed: 0, delayMicroseconds: 0, schedule, fault: null, faults, sizes: null };
}
