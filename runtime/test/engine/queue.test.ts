import { JobQueue } from "../../src/engine/queue";
import {
  CONTROL_WORDS,
  Control,
  FRAME_CLAIMANT,
  JOB_SLOTS,
  JobState,
  QUEUE_POSITIONS,
  threadClaimant,
} from "../../src/protocol";

const newQueue = () => new JobQueue(new Int32Array(new SharedArrayBuffer(CONTROL_WORDS * 4)));
const worker = threadClaimant(0);
const other = threadClaimant(1);

describe("the job queue", () => {
  test("gives jobs in the order they were published, each to one claimant", () => {
    const queue = newQueue();
    for (const slot of [5, 2, 9]) queue.publish(slot, 1_000);
    expect(queue.claimAny(worker)).toBe(5);
    expect(queue.claim(5, other)).toBe(false);
    expect(queue.claim(9, other)).toBe(true);
    expect(queue.claimAny(FRAME_CLAIMANT)).toBe(2);
    expect(queue.claimAny(worker)).toBe(-1);
    expect(queue.state(5)).toBe(JobState.claimed);
    expect(queue.words[Control.unclaimedHint]).toBe(0);
  });

  test("is walked for ever without running out of positions", () => {
    const queue = newQueue();
    for (let round = 0; round < QUEUE_POSITIONS * 5; round++) {
      const slot = round % JOB_SLOTS;
      expect(queue.hasRoom()).toBe(true);
      queue.publish(slot, 1);
      // By turns its joiner takes it, and a worker.
      if (round % 3 === 0) expect(queue.claim(slot, FRAME_CLAIMANT)).toBe(true);
      else expect(queue.claimAny(worker)).toBe(slot);
      queue.complete(slot, JobState.done, round % 3 === 0 ? FRAME_CLAIMANT : worker);
      queue.release(slot);
    }
  });

  test("keeps a job claimable when its position is older than a reuse of its slot", () => {
    const queue = newQueue();
    queue.publish(1, 1);
    queue.publish(2, 1);
    expect(queue.claim(1, FRAME_CLAIMANT)).toBe(true);
    queue.release(1);
    queue.publish(1, 1);
    expect(queue.claimAny(worker)).toBe(1);
    expect(queue.claimAny(worker)).toBe(2);
    expect(queue.claimAny(worker)).toBe(-1);
  });

  test("wraps its positions at 2^32", () => {
    const queue = newQueue();
    queue.words[Control.head] = queue.words[Control.tail] = 0x7fff_fffe;
    for (let slot = 0; slot < 6; slot++) queue.publish(slot, 1);
    for (let slot = 0; slot < 6; slot++) expect(queue.claimAny(worker)).toBe(slot);
    expect(queue.claimAny(worker)).toBe(-1);
  });

  test("has room for every slot, and none beyond the ring", () => {
    const queue = newQueue();
    for (let slot = 0; slot < JOB_SLOTS; slot++) queue.publish(slot, 1);
    expect(queue.hasRoom()).toBe(true);
    for (let slot = 0; slot < JOB_SLOTS - 1; slot++) queue.claim(slot + 1, FRAME_CLAIMANT);
    for (let slot = 1; slot < JOB_SLOTS; slot++) {
      queue.release(slot);
      queue.publish(slot, 1);
    }
    expect(queue.hasRoom()).toBe(true);
    queue.claim(1, FRAME_CLAIMANT);
    queue.release(1);
    queue.publish(1, 1);
    // Slot 0 is still queued at the first position, so the ring is full.
    expect(queue.hasRoom()).toBe(false);
    expect(queue.claimAny(worker)).toBe(0);
    expect(queue.hasRoom()).toBe(true);
  });

  test("turns the jobs of a dead worker into lost ones", () => {
    const queue = newQueue();
    for (let slot = 0; slot < 4; slot++) queue.publish(slot, 1);
    queue.claim(0, worker);
    queue.claim(1, other);
    queue.claim(2, worker);
    queue.complete(2, JobState.done, worker);
    expect(queue.abandon(worker)).toBe(1);
    expect([0, 1, 2, 3].map((slot) => queue.state(slot))).toEqual([
      JobState.lost,
      JobState.claimed,
      JobState.done,
      JobState.queued,
    ]);
    expect(queue.slotsDoneBy(worker)).toEqual([2]);
  });

  test("refuses to publish a slot in use, and to complete another's job", () => {
    const queue = newQueue();
    queue.publish(0, 1);
    expect(() => queue.publish(0, 1)).toThrow(expect.objectContaining({ code: "TC6017" }));
    queue.claim(0, worker);
    expect(() => queue.complete(0, JobState.done, other)).toThrow(expect.objectContaining({ code: "TC6017" }));
  });

  test("wakes nobody for budgets that do not pay a wake-up, and does for their sum", () => {
    const queue = newQueue();
    const notify = jest.spyOn(Atomics, "notify");
    queue.words[Control.sleepers] = 1;
    for (let slot = 0; slot < 4; slot++) queue.publish(slot, 10_000);
    expect(notify).not.toHaveBeenCalled();
    queue.publish(4, 10_000);
    expect(notify).toHaveBeenCalledTimes(1);
    queue.publish(5, 2 ** 63);
    expect(notify).toHaveBeenCalledTimes(2);
    notify.mockRestore();
  });
});
