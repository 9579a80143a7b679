import type { ProtocolPoint } from "../../../src/engine/test-hooks";
import type { TestHooks } from "../../../src/protocol";

/** Hooks that delay every protocol point by up to some microseconds, drawn from a seed. */
export function delays(seed: number, delayMicroseconds: number): TestHooks {
  return { seed, delayMicroseconds, fault: null, faults: new SharedArrayBuffer(4), sizes: null };
}

/** Hooks that make a worker fail at a protocol point, some times. */
export function fault(
  point: ProtocolPoint,
  how: "exit" | "throw" | "terminate" | "memory" | "hang",
  times = 1,
): TestHooks {
  const faults = new SharedArrayBuffer(4);
  new Int32Array(faults)[0] = times;
  return { seed: 1, delayMicroseconds: 0, fault: { point, how }, faults, sizes: null };
}

/** How often the fault of the hooks has happened. */
export function faultsLeft(hooks: TestHooks): number {
  return Math.max(0, Atomics.load(new Int32Array(hooks.faults), 0));
}

/** Hooks with an arena and outcome regions that are too small for what a transaction needs. */
export function smallMemory(arenaBytes: number, outcomeBytes: number): TestHooks {
  const sizes = { arenaBytes, outcomeBytes };
  return { seed: 1, delayMicroseconds: 0, fault: null, faults: new SharedArrayBuffer(4), sizes };
}

/** A message that goes wrong, and how. */
export type MessageFault = Pick<NonNullable<TestHooks["message"]>, "to" | "type" | "how">;

/** Hooks that lose or repeat messages, as soon as `arm` says how many. */
export function messageFault(message: MessageFault): TestHooks {
  const faults = new SharedArrayBuffer(4);
  const lost = { ...message, lostMilliseconds: 60 };
  return { seed: 1, delayMicroseconds: 0, fault: null, message: lost, faults, sizes: null };
}

/** Lets the fault of the hooks happen that many times from now on. */
export function arm({ faults }: TestHooks, times: number): void {
  Atomics.store(new Int32Array(faults), 0, times);
}
