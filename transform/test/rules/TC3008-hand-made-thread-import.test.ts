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
    {
      name: "the hash of the host",
      code: `@external("env", "sha256") declare function hash(a: usize, b: u32, c: usize): void; export function f(): u32 { hash(0, 0, 0); return 1; }`,
    },
    {
      name: "a function of the author with such a name",
      code: `function thread_join_all(x: u32): u32 { return x; } export function f(): u32 { return thread_join_all(1); }`,
    },
    {
      name: "a class of the author with such a name",
      code: `class ThreadPool { thread_spawn(x: u32): u32 { return x; } } export function f(): u32 { return new ThreadPool().thread_spawn(1); }`,
    },
    { name: "a text with a generated name", code: `export function f(): u32 { return "__tc_spawn".length; }` },
    {
      name: "an export of another module's function",
      code: `@external("mine", "thread_join") declare function other(h: u64): u32; export function f(): u32 { return other(1); }`,
    },
    {
      name: "an import whose name only begins alike",
      code: `@external("env", "threads") declare function count(): u32; export function f(): u32 { return count(); }`,
    },
    {
      name: "the SDK's other host functions",
      code: `import { host_environment } from "@threaded-contract/sdk/assembly/host"; export function f(): u32 { host_environment(0, 0, 0); return 1; }`,
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
    {
      name: "a declared thread_join",
      code: `«@external("env", "thread_join") declare function own(h: u64, m: u32, t: u32): u32»; export function f(): u32 { return «own(1, 0, 0)»; }`,
    },
    {
      name: "a declared thread_return",
      code: `«@external("env", "thread_return") declare function back(a: usize, n: u32): void»; export function f(): u32 { «back(0, 0)»; return 1; }`,
    },
    {
      name: "a declared thread_seed",
      code: `«@external("env", "thread_seed") declare function seed(a: usize): void»; export function f(): u32 { «seed(0)»; return 1; }`,
    },
    {
      name: "a declared thread_context",
      code: `«@external("env", "thread_context") declare function context(): u32»; export function f(): u32 { return «context()»; }`,
    },
    {
      name: "a declared thread_result",
      code: `«@external("env", "thread_result") declare function result(a: usize): void»; export function f(): u32 { «result(0)»; return 1; }`,
    },
    {
      name: "the SDK's raw spawn",
      code: `import { host_thread_spawn } from "@threaded-contract/sdk/assembly/host"; export function f(): u32 { return «<u32>host_thread_spawn(1, 0, 1000, 0, -1, 0, 0, 0)»; }`,
    },
    {
      name: "the SDK's raw seed",
      code: `import { host_thread_seed } from "@threaded-contract/sdk/assembly/host"; export function f(): u32 { «host_thread_seed(0)»; return 1; }`,
    },
  ],
});
