import { MessageChannel } from "node:worker_threads";
import { MESSAGE_SPIN_LOADS, MessageSpin } from "../../src/engine/message-spin";

let channel: MessageChannel;
let words: Int32Array;
let spin: MessageSpin;

beforeEach(() => {
  channel = new MessageChannel();
  words = new Int32Array(new SharedArrayBuffer(4));
  spin = new MessageSpin(channel.port1, words, 0);
});
afterEach(() => channel.port1.close());

function send(message: unknown, sequence: number): void {
  channel.port2.postMessage(message);
  Atomics.store(words, 0, sequence);
}

/** How often the spin looked, counted by what it looks with. */
function looks(action: () => unknown): number {
  const load = jest.spyOn(Atomics, "load");
  try {
    action();
    return load.mock.calls.length;
  } finally {
    load.mockRestore();
  }
}

test("takes a message that is there, once, and leaves none to the event loop", async () => {
  const late: unknown[] = [];
  channel.port1.on("message", (message) => late.push(message));
  send("one", 1);
  expect(spin.next(0)).toBe("one");
  expect(spin.next(1)).toBeUndefined();
  await new Promise((resolve) => setImmediate(resolve));
  expect(late).toEqual([]);
});

test("leaves a message that it gave up on to the event loop", async () => {
  const late = new Promise((resolve) => channel.port1.once("message", resolve));
  expect(spin.next(0)).toBeUndefined();
  send("one", 1);
  expect(await late).toBe("one");
});

test("looks for a bounded time, and leaves out one, three, seven … times after it looked in vain", () => {
  const spins = Array.from({ length: 12 }, () => looks(() => spin.next(0)));
  const inVain = MESSAGE_SPIN_LOADS;
  expect(spins).toEqual([inVain, 0, inVain, 0, 0, 0, inVain, 0, 0, 0, 0, 0]);
});

test("looks each time again once it has found something", () => {
  expect(spin.next(0)).toBeUndefined();
  expect(spin.next(0)).toBeUndefined();
  send("one", 1);
  expect(spin.next(0)).toBe("one");
  expect(looks(() => spin.next(1))).toBe(MESSAGE_SPIN_LOADS);
});
