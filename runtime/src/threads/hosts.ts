import type { Frame } from "../frame/frame";
import type { HostTable } from "../frame/host";
import { invariant } from "../errors";
import { linearCharge } from "../gas/host-charges";
import { THREAD_RESULT_BYTES_MAXIMUM } from "../limits";
import { noBytes } from "../storage/words";
import { joinThread } from "./join";
import { threadSeed } from "./seed";
import { spawnThread } from "./spawn";

function query(frame: Frame, name: string): void {
  frame.requireRunning(name);
  frame.charge(frame.execution.world.schedule.host.threadQuery);
}

/** `thread_return`: hands over the result's bytes, once, by the entry that the compiler made. */
function returnResult(frame: Frame, pointer: number, length: number): void {
  const size = length >>> 0;
  frame.charge(linearCharge(frame.execution.world.schedule.host.threadReturn, size));
  if (size > THREAD_RESULT_BYTES_MAXIMUM) frame.trap("TC5014", { size, limit: THREAD_RESULT_BYTES_MAXIMUM });
  if (frame.threadResult !== null) {
    frame.trap("TC5015", { import: "thread_return", reason: "the thread has already returned its result" });
  }
  frame.threadResult = frame.guest.read("thread_return", pointer, size);
  invariant(frame.role === "thread" && frame.inThread, "the body of a thread returns its result");
  invariant(frame.threadResult.length === size, "a result is handed over whole");
}

/** The thread functions of the host ABI; capabilities have been decided before (`frame/capabilities.ts`). */
export const threadHosts: HostTable = {
  "env.thread_spawn":
    (frame) =>
    (
      entry: number,
      environment: number,
      gas: bigint,
      slots: number,
      slotCount: number,
      regions: number,
      regionCount: number,
      tag: number,
    ): bigint =>
      BigInt.asIntN(64, spawnThread(frame, { entry, environment, gas, slots, slotCount, regions, regionCount, tag })),
  "env.thread_join":
    (frame) =>
    (handle: bigint, mode: number, tag: number): number =>
      joinThread(frame, handle, mode, tag),
  "env.thread_result_length": (frame) => (): number => {
    query(frame, "thread_result_length");
    return (frame.joined?.data ?? noBytes).length;
  },
  "env.thread_result":
    (frame) =>
    (pointer: number): void => {
      frame.requireRunning("thread_result");
      const data = frame.joined?.data ?? noBytes;
      frame.charge(linearCharge(frame.execution.world.schedule.host.threadResult, data.length));
      frame.guest.write("thread_result", pointer, data);
    },
  "env.thread_result_code": (frame) => (): number => {
    query(frame, "thread_result_code");
    return frame.joined?.code ?? 0;
  },
  "env.thread_committed":
    (frame) =>
    (index: number, pointer: number): number => {
      query(frame, "thread_committed");
      const key = frame.joined?.committed[index >>> 0];
      if (key === undefined) return 0;
      frame.guest.write("thread_committed", pointer, key);
      return 1;
    },
  "env.thread_return":
    (frame) =>
    (pointer: number, length: number): void =>
      returnResult(frame, pointer, length),
  "env.thread_context": (frame) => (): number => {
    frame.charge(frame.execution.world.schedule.host.threadQuery);
    return frame.inThread ? 1 : 0;
  },
  "env.thread_seed":
    (frame) =>
    (pointer: number): void => {
      query(frame, "thread_seed");
      const { transaction, ticket, entry } = frame.execution;
      frame.guest.write("thread_seed", pointer, threadSeed(transaction.transactionId, ticket, entry));
    },
};
