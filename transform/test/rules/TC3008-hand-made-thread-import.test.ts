import { testRule } from "./harness/rule-table";

testRule("TC3008", {
  valid: [
    {
      name: "the SDK's functions",
      code: `export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => work(1))); }`,
    },
    {
      name: "other host functions",
      code: `@external("env", "inputsSize") declare function size(): u32; export function f(): u32 { return size(); }`,
    },
    {
      name: "an import of the same name from another module",
      code: `@external("other", "thread_spawn") declare function other(): u32; export function f(): u32 { return other(); }`,
    },
  ],
  invalid: [
    {
      name: "a declared thread_spawn",
      code: `«@external("env", "thread_spawn") declare function spawn(e: u32, p: usize, g: u64, s: usize, c: i32, r: usize, n: u32, t: u32): u64»; export function f(): u64 { return «spawn(1, 0, 1000, 0, -1, 0, 0, 0)»; }`,
    },
    {
      name: "the SDK's raw import",
      code: `import { host_thread_join } from "@threaded-contract/sdk/assembly/host"; export function f(): u32 { return «host_thread_join(1, 0, 0)»; }`,
    },
    {
      name: "a generated function",
      alone: true,
      code: `export function f(): u32 { return thread_join<u32>(«__tc_spawn»(1, new ArrayBuffer(0), 1000, 0)); }`,
    },
  ],
});
