import { Worker } from "node:worker_threads";
import { JobQueue, slotWord, WAKE_BREAK_EVEN_GAS } from "../../src/engine/queue";
import { SPIN_LOADS, SPIN_ROUNDS } from "../../src/engine/spin";
import { claimedBy, CONTROL_WORDS, Control, JobState, Slot, stateWordOf, threadClaimant } from "../../src/protocol";

const CLAIMANT = threadClaimant(0);
const newQueue = () => new JobQueue(new Int32Array(new SharedArrayBuffer(CONTROL_WORDS * 4)));

/** A queue with one claimed job. */
function claimed() {
  const queue = newQueue();
  queue.publish(0, 1);
  queue.claimAny(CLAIMANT);
  return queue;
}

afterEach(() => jest.restoreAllMocks());

describe("a joiner", () => {
  test("that does not sleep is not woken", () => {
    const queue = claimed();
    const notify = jest.spyOn(Atomics, "notify");
    queue.complete(0, JobState.done, CLAIMANT);
    expect(notify).not.toHaveBeenCalled();
  });

  test("that sleeps is woken at the job's slot", () => {
    const queue = claimed();
    queue.words[Control.joinersAsleep] = 1;
    const notify = jest.spyOn(Atomics, "notify");
    queue.complete(0, JobState.done, CLAIMANT);
    expect(notify.mock.calls.map(([, index]) => index)).toEqual([slotWord(0, Slot.state)]);
  });

  test("says that it sleeps, wakes when the job has ended, and says that it is awake", async () => {
    const queue = claimed();
    const worker = new Worker(
      `const { workerData: { words, asleep, word, done } } = require("node:worker_threads");
       while (Atomics.load(words, asleep) === 0);
       Atomics.store(words, word, done);
       while (Atomics.notify(words, word) === 0 && Atomics.load(words, asleep) === 1);`,
      {
        eval: true,
        workerData: {
          words: queue.words,
          asleep: Control.joinersAsleep,
          word: slotWord(0, Slot.state),
          done: stateWordOf(JobState.done, CLAIMANT),
        },
      },
    );
    queue.waitForEnd(0, claimedBy(CLAIMANT));
    expect(queue.state(0)).toBe(JobState.done);
    expect(queue.words[Control.joinersAsleep]).toBe(0);
    await worker.terminate();
  });
});

describe("a worker without work", () => {
  /** How often it looks before it sleeps. */
  function looks(queue: JobQueue): number {
    jest.spyOn(Atomics, "wait").mockReturnValue("timed-out");
    const load = jest.spyOn(Atomics, "load");
    expect(queue.lookForWork(queue.words[Control.signal]!)).toBe(false);
    const count = load.mock.calls.filter(([, index]) => index === (Control.signal as number)).length;
    load.mockRestore();
    return count;
  }

  test("sleeps at once when no transaction runs, and looks for a while if another sleeps already", () => {
    const queue = newQueue();
    expect(looks(queue)).toBe(0);
    queue.words[Control.sleepers] = 1;
    expect(looks(queue)).toBe(SPIN_LOADS);
  });

  test("looks longer while one runs that hands jobs over, and no longer once it has ended", () => {
    const queue = newQueue();
    queue.publish(0, 1);
    expect(looks(queue)).toBe(SPIN_LOADS * SPIN_ROUNDS);
    const signal = queue.words[Control.signal]!;
    queue.end();
    expect(queue.words[Control.signal]).not.toBe(signal);
    expect(looks(queue)).toBe(0);
  });

  test("lets go of its core between two looks, and not before it sleeps anyway", () => {
    const queue = newQueue();
    const wait = jest.spyOn(Atomics, "wait").mockReturnValue("timed-out");
    queue.words[Control.sleepers] = 1;
    queue.lookForWork(0);
    expect(wait).not.toHaveBeenCalled();
    queue.words[Control.active] = 1;
    queue.lookForWork(0);
    expect(wait).toHaveBeenCalledTimes(SPIN_ROUNDS - 1);
  });

  test("sees at once what was published since it last looked, and does not sleep over it", () => {
    const queue = newQueue();
    queue.words[Control.active] = 1;
    const signal = queue.words[Control.signal]!;
    queue.publish(0, 1);
    expect(queue.lookForWork(signal)).toBe(true);
    expect(queue.sleep(signal)).toBeUndefined();
    expect(queue.words[Control.sleepers]).toBe(0);
  });

  test("sleeps without holding up its thread, until somebody publishes enough", async () => {
    const queue = newQueue();
    const sleep = queue.sleep(queue.words[Control.signal]!);
    expect(queue.words[Control.sleepers]).toBe(1);
    queue.publish(0, WAKE_BREAK_EVEN_GAS);
    expect(await sleep).toBe("ok");
    queue.awake();
    expect(queue.words[Control.sleepers]).toBe(0);
    expect(() => queue.awake()).toThrow(/who wakes has slept/);
  });

  test("is roused for jobs that are about to come, if it sleeps", () => {
    const queue = newQueue();
    const notify = jest.spyOn(Atomics, "notify");
    queue.rouse(0);
    expect(queue.words[Control.active]).toBe(0);
    queue.rouse(3);
    expect(queue.words[Control.active]).toBe(1);
    expect(notify).not.toHaveBeenCalled();
    queue.words[Control.sleepers] = 2;
    queue.rouse(3);
    expect(notify.mock.calls.map(([, index, count]) => [index, count])).toEqual([[Control.signal, 3]]);
  });
});
