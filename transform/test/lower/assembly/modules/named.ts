export { thread_spawn } from "@threaded-contract/sdk";
import { thread_spawn, ThreadHandle } from "@threaded-contract/sdk";
export function spawnNamed(x: i32): ThreadHandle { return thread_spawn<i32>(1_000_000, (): i32 => x); }
