import { thread_join, thread_spawn } from "@threaded-contract/sdk";

export default class Anonymous {
  x: i32 = 5;
  run(): i32 { const y = 6; return thread_join<i32>(thread_spawn<i32>(1_000_000, (): i32 => this.x + y)); }
}
