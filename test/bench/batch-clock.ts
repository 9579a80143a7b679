import type { Chain, ChainOptions } from "@threaded-contract/runtime";
import type { TestHooks } from "../../runtime/src/protocol";
import { builtRuntime } from "../tasks/built-runtime";

/** Spawns of one call that are noted at most. */
const SPAWNS_MAXIMUM = 65_536;

const { Chain: HookedChain } = builtRuntime("chain") as {
  Chain: new (options: ChainOptions, hooks: TestHooks) => Chain;
};

/**
 * When the threads of a call were spawned, by the clock of the worker that spawned them. A contract has no clock, and a call of many
 * batches says nothing about the median of a batch.
 */
export class BatchClock {
  private readonly stamps = new Float64Array(new SharedArrayBuffer((1 + SPAWNS_MAXIMUM) * 8));

  /** A chain whose workers write to this clock. */
  createChain(options: ChainOptions): Chain {
    const clock = { point: "frame:before-start", times: this.stamps.buffer };
    const faults = new SharedArrayBuffer(4);
    return new HookedChain(options, { seed: 1, delayMicroseconds: 0, clock, fault: null, faults, sizes: null });
  }

  /** Forgets what it has noted. */
  reset(): void {
    this.stamps[0] = 0;
  }

  /** Milliseconds from the first spawn of each batch to that of the next, all that the batch itself costs included. */
  batches(threads: number): number[] {
    const starts = this.stamps.subarray(1, 1 + (this.stamps[0] ?? 0)).filter((_, spawn) => spawn % threads === 0);
    return Array.from({ length: Math.max(0, starts.length - 1) }, (_, i) => starts[i + 1]! - starts[i]!);
  }
}
