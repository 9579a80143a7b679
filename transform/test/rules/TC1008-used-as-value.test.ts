import { testRule } from "./harness/rule-table";

testRule("TC1008", {
  valid: [
    {
      name: "a call",
      code: `export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => work(1))); }`,
    },
    {
      name: "a local of the same name",
      code: `export function f(): u32 { const thread_spawn = work(1); return thread_spawn; }`,
    },
    {
      name: "a renamed import",
      code: `import { thread_spawn as start, thread_join as end } from "@threaded-contract/sdk"; export function f(): u32 { return end<u32>(start<u32>(1000, (): u32 => work(1))); }`,
    },
    {
      name: "a property of the same name",
      code: `class A { thread_join: u32 = 1; } export function f(): u32 { return new A().thread_join; }`,
    },
    {
      name: "a parameter of the same name",
      code: `function g(thread_join: u32): u32 { return thread_join + 1; } export function f(): u32 { return g(1); }`,
    },
    {
      name: "a call through a namespace import",
      code: `import * as sdk from "@threaded-contract/sdk"; export function f(): u32 { return sdk.thread_join<u32>(sdk.thread_spawn<u32>(1000, (): u32 => work(1))); }`,
    },
    {
      name: "a method of the same name",
      code: `class A { thread_spawn(x: u32): u32 { return x; } } export function f(): u32 { return new A().thread_spawn(1); }`,
    },
    {
      name: "a function that wraps a join",
      code: `function end(h: ThreadHandle): u32 { return thread_join<u32>(h); } export function f(): u32 { return end(thread_spawn<u32>(1000, (): u32 => work(1))); }`,
    },
    {
      name: "other functions of the SDK as values",
      code: `import { require } from "@threaded-contract/sdk"; export function f(): u32 { const g: (c: bool, m: string) => void = require; g(true, "no"); return 1; }`,
    },
    {
      name: "a re-export of a thread function",
      code: `import { start } from "./start"; export function f(): u32 { return thread_join<u32>(start<u32>(1000, (): u32 => work(1))); }`,
      files: { "start.ts": `export { thread_spawn as start } from "@threaded-contract/sdk";` },
    },
  ],
  invalid: [
    { name: "a variable", code: `export function f(): void { const g = «thread_spawn»; }` },
    {
      name: "an argument",
      code: `function run(g: (h: ThreadHandle) => u32): u32 { return 1; } export function f(): u32 { return run(«thread_join»); }`,
    },
    {
      name: "a member of a namespace import",
      code: `import * as sdk from "@threaded-contract/sdk"; export function f(): void { const g = «sdk.thread_spawn»; }`,
    },
    { name: "a join in a variable", code: `export function f(): void { const g = «thread_join»; }` },
    { name: "a try-join", code: `export function f(): void { const g = «thread_try_join»; }` },
    { name: "a module variable", code: `const g = «thread_spawn_with_reservation»; export function f(): void { }` },
    { name: "an element of an array", code: `export function f(): void { const all = [«thread_join_with_refund»]; }` },
    {
      name: "a returned function",
      code: `function pick(): u32 { return «thread_join» == null ? 1 : 2; } export function f(): u32 { return pick(); }`,
    },
    {
      name: "a choice",
      code: `export function f(c: bool): void { const g = c ? «thread_join» : «thread_join_with_refund»; }`,
    },
    {
      name: "a renamed import",
      code: `import { thread_spawn as start } from "@threaded-contract/sdk"; export function f(): void { const g = «start»; }`,
    },
  ],
});
