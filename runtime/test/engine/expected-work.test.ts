import { ExpectedWork } from "../../src/engine/expected-work";
import type { ThreadJob, ThreadOutcome } from "../../src/threads/backend";

const job = (gas: bigint, entry = 1): ThreadJob => ({ contract: 2, entry, gas }) as ThreadJob;
const used = (gasUsed: bigint): ThreadOutcome => ({ gasUsed }) as ThreadOutcome;

test("nothing is known of a place but the budget", () => {
  expect(new ExpectedWork().of(job(1_000n))).toBe(1_000);
});

test("a place is expected to use what it used, and never more than the budget", () => {
  const work = new ExpectedWork();
  work.learn(2, 1, used(300n));
  expect(work.of(job(1_000n))).toBe(300);
  expect(work.of(job(200n))).toBe(200);
  expect(work.of(job(1_000n, 3))).toBe(1_000);
});

test("a heavy thread counts at once, light ones little by little", () => {
  const work = new ExpectedWork();
  work.learn(2, 1, used(100n));
  work.learn(2, 1, used(8_000n));
  expect(work.of(job(10_000n))).toBe(8_000);
  work.learn(2, 1, used(100n));
  expect(work.of(job(10_000n))).toBe(7_000);
  for (let i = 0; i < 100; i++) work.learn(2, 1, used(100n));
  expect(work.of(job(10_000n))).toBe(100);
});

test("the places remembered are bounded", () => {
  const work = new ExpectedWork();
  for (let entry = 0; entry <= 4_096; entry++) work.learn(2, entry, used(5n));
  expect(work.of(job(1_000n, 0))).toBe(1_000);
  expect(work.of(job(1_000n, 4_096))).toBe(5);
});
