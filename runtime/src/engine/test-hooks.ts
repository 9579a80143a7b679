import { parentPort } from "node:worker_threads";
import type { TerminateMessage, TestHooks } from "../protocol";

/** Every place where the parties of the protocol hand something over; delays and faults are injected there. */
export const PROTOCOL_POINTS = [
  "frame:execute",
  "frame:before-start",
  "frame:before-keep",
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
  "thread:before-world",
  "thread:before-run",
  "thread:after-run",
  "thread:completed",
] as const;

/** Where the coordinator hands something over; schedules delay it there, but it never fails. */
export const COORDINATOR_POINTS = ["coordinator:before-post", "coordinator:received"] as const;

export type ProtocolPoint = (typeof PROTOCOL_POINTS)[number] | (typeof COORDINATOR_POINTS)[number];

/** Called at a protocol point, with the job slot that it is about, if it is about one. */
export type PointHook = (point: ProtocolPoint, slot?: number) => void;

/** Claimant number of the coordinator, which claims nothing: it tells its delays apart from those of the workers. */
export const COORDINATOR_SALT = 0xffff;

/**
 * What a worker does at protocol points: nothing, unless a test asked for a schedule, delays or a fault.
 *
 * @param salt tells the workers of one engine apart, so that they draw different delays from one seed
 */
export function createPointHook(hooks: TestHooks | null, salt: number): PointHook {
  if (hooks === null) return () => undefined;
  if (hooks.clock !== undefined) return stamps(hooks.clock);
  const clock = new Int32Array(new SharedArrayBuffer(4));
  const faults = new Int32Array(hooks.faults);
  const delays = hooks.schedule === undefined ? evenDelays(hooks, salt) : scheduledDelays(hooks.schedule, salt);
  return (point) => {
    const microseconds = delays();
    if (microseconds > 0) delay(clock, microseconds);
    // The counter is shared, so that a worker's replacement does not fail again unless asked to.
    if (hooks.fault?.point === point && Atomics.sub(faults, 0, 1) > 0) fail(clock, hooks.fault.how);
  };
}

/** Notes when a point is passed; what does not fit is left out. */
function stamps({ point, times }: NonNullable<TestHooks["clock"]>): PointHook {
  const list = new Float64Array(times);
  return (passed) => {
    if (passed !== point) return;
    const next = list[0]! + 1;
    if (next < list.length) list[next] = performance.now();
    list[0] = next;
  };
}

function evenDelays({ seed, delayMicroseconds }: TestHooks, salt: number): () => number {
  if (delayMicroseconds === 0) return () => 0;
  let state = seedOf(seed, salt);
  return () => {
    state = nextRandom(state);
    return (state >>> 8) % (delayMicroseconds + 1);
  };
}

/** Longest delays in microseconds, from a party that a schedule leaves alone to one that it starves. */
const PACES: readonly number[] = [0, 0, 5, 20, 60, 150];

/**
 * Delays of one party under schedules that follow each other: each has a pace for each party, and every delay is drawn
 * again, so that the others overtake it here and there or all along.
 *
 * @param shared one word, the number of the schedule; the party starts over when it changes
 */
function scheduledDelays(shared: SharedArrayBuffer, salt: number): () => number {
  const words = new Int32Array(shared);
  let schedule: number | undefined;
  let state = 0;
  let pace = 0;
  return () => {
    const now = Atomics.load(words, 0);
    if (now !== schedule) {
      schedule = now;
      state = nextRandom(seedOf(now, salt));
      pace = PACES[(state >>> 8) % PACES.length]!;
    }
    if (pace === 0) return 0;
    state = nextRandom(state);
    // Many short delays and a few long ones: all of the same length would keep the order.
    return (state & 7) === 0 ? (state >>> 8) % (2 * pace) : (state >>> 8) % (pace >>> 2 || 1);
  };
}

function seedOf(seed: number, salt: number): number {
  return (seed ^ Math.imul(salt + 1, 0x9e3779b9)) >>> 0;
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
