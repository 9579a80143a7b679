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
  ],
});
