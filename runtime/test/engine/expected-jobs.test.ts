import { ExpectedJobs } from "../../src/engine/expected-jobs";
import type { TransactionRequest } from "../../src/frame/transaction";

const call = (selector: number, contract = 1) =>
  ({ contract, calldata: Uint8Array.of(0, 0, selector >> 8, selector & 0xff, 7) }) as unknown as TransactionRequest;

test("nothing is expected of a method that was never called", () => {
  expect(new ExpectedJobs().of(call(1))).toBe(0);
});

test("a method is expected to hand over as many jobs as before, whatever its arguments", () => {
  const jobs = new ExpectedJobs();
  jobs.learn(call(1), 8);
  expect(jobs.of({ ...call(1), calldata: Uint8Array.of(0, 0, 0, 1, 9, 9) })).toBe(8);
  expect(jobs.of(call(2))).toBe(0);
  expect(jobs.of(call(1, 2))).toBe(0);
});

test("more counts at once, less by and by", () => {
  const jobs = new ExpectedJobs();
  jobs.learn(call(1), 8);
  jobs.learn(call(1), 20);
  expect(jobs.of(call(1))).toBe(20);
  jobs.learn(call(1), 0);
  expect(jobs.of(call(1))).toBe(17);
  jobs.learn(call(1), 16);
  expect(jobs.of(call(1))).toBe(16);
  const faded = Array.from({ length: 12 }, () => (jobs.learn(call(1), 0), jobs.of(call(1))));
  expect(faded).toEqual([14, 12, 10, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
});

test("calldata shorter than a selector is a method too", () => {
  const jobs = new ExpectedJobs();
  const short = { contract: 1, calldata: new Uint8Array(0) } as unknown as TransactionRequest;
  jobs.learn(short, 3);
  expect(jobs.of(short)).toBe(3);
});

test("the methods remembered are bounded", () => {
  const jobs = new ExpectedJobs();
  for (let selector = 0; selector <= 4_096; selector++) jobs.learn(call(selector), 5);
  expect(jobs.of(call(0))).toBe(0);
  expect(jobs.of(call(4_096))).toBe(5);
});
