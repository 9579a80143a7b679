import { parentPort } from "node:worker_threads";
import type { TerminateMessage, TestHooks } from "../protocol";

/** Every place where the parties of the protocol hand something over; delays and faults are injected there. */
export const PROTOCOL_POINTS = [
  "frame:execute",
  "frame:before-publish",
  "frame:after-publish",
  "frame:before-finish",
  "frame:before-wait",
  "frame:before-help",
  "frame:before-read",
  "frame:before-release",
  "frame:before-cancel",
  "frame:before-end",
  "frame:before-replay",
  "frame:before-reply",
  "thread:awake",
  "thread:claimed",
  "thread:before-run",
  "thread:after-run",
  "thread:completed",
] as const;

export type ProtocolPoint = (typeof PROTOCOL_POINTS)[number];

/** Called at a protocol point. */
export type PointHook = (point: ProtocolPoint) => void;

/**
 * What a worker does at protocol points: nothing, unless a test asked for delays or a fault.
 *
 * @param salt tells the workers of one engine apart, so that they draw different delays from one seed
 */
export function createPointHook(hooks: TestHooks | null, salt: number): PointHook {
  if (hooks === null) return () => undefined;
  let state = (hooks.seed ^ Math.imul(salt + 1, 0x9e3779b9)) >>> 0;
  const clock = new Int32Array(new SharedArrayBuffer(4));
  const faults = new Int32Array(hooks.faults);
  return (point) => {
    if (hooks.delayMicroseconds > 0) {
      state = nextRandom(state);
      delay(clock, (state >>> 8) % (hooks.delayMicroseconds + 1));
    }
    // The counter is shared, so that a worker's replacement does not fail again unless asked to.
    if (hooks.fault?.point === point && Atomics.sub(faults, 0, 1) > 0) fail(clock, hooks.fault.how);
  };
}

/** One step of a xorshift generator. */
function nextRandom(state: number): number {
  let next = state === 0 ? 0x6d2b79f5 : state;
  next ^= next << 13;
  next ^= next >>> 17;
  next ^= next << 5;
  return next >>> 0;
}

function delay(clock: Int32Array, microseconds: number): void {
  if (microseconds >= 100) Atomics.wait(clock, 0, 0, microseconds / 1_000);
  else for (let i = 0; i < microseconds * 100; i++) Atomics.load(clock, 0);
}

function fail(clock: Int32Array, how: NonNullable<TestHooks["fault"]>["how"]): void {
  switch (how) {
    case "exit":
      return process.exit(7);
    case "terminate":
      parentPort?.postMessage({ type: "terminate" } satisfies TerminateMessage);
      Atomics.wait(clock, 0, 0);
      return;
    case "throw":
      throw new Error("a fault that a test asked for");
    case "hang":
      Atomics.wait(clock, 0, 0);
      return;
    case "memory":
      for (const hoard: unknown[] = []; ;) hoard.push(new Array(100_000).fill(hoard.length));
  }
}

/** What a test wants to happen to a message instead of its being posted once. */
export function messageFault(
  { message, faults }: TestHooks,
  to: NonNullable<TestHooks["message"]>["to"],
  type: string,
): "drop" | "duplicate" | null {
  if (message === undefined || message.to !== to || message.type !== type) return null;
  return Atomics.sub(new Int32Array(faults), 0, 1) > 0 ? message.how : null;
}
