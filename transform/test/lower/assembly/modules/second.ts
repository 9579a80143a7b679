import { thread_join, thread_spawn } from "@threaded-contract/sdk";
class Work { constructor(public x: i32) {} run(): i32 { return thread_join<i32>(thread_spawn<i32>(1_000_000, (): i32 => this.x * factor())); } }
function factor(): i32 { return 5; }
export function work(x: i32): i32 { const y = x; return new Work(y).run() + thread_join<i32>(thread_spawn<i32>(1_000_000, (): i32 => y * 0 + (factor() > 0 ? 0 : 9))) + (5 == 5 ? 1 : 0); }
