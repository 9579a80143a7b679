import { thread_join_with_refund, thread_spawn } from "@threaded-contract/sdk";
import { sha256 } from "./kernels";

// The benchmark calls the kernels themselves; the thread makes this a contract, which admission asks for.
export { fibonacci, keccak, matrix, modularExponent, sha256, sort, wideMultiply } from "./kernels";

export function sha256InThread(times: u32): u32 {
  const handle = thread_spawn<u32>(1_000_000_000, (): u32 => sha256(times));
  return thread_join_with_refund<u32>(handle);
}
