import { testRule } from "./harness/rule-table";

testRule("TC1002", {
  valid: [
    {
      name: "a type at the spawn",
      code: `export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, () => work(1))); }`,
    },
    {
      name: "a type at the closure",
      code: `export function f(): u32 { return thread_join<u32>(thread_spawn(1000, (): u32 => work(1))); }`,
    },
    {
      name: "a type at both",
      code: `export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => work(1))); }`,
    },
    {
      name: "a type at the closure of a block",
      code: `export function f(): u32 { return thread_join<u32>(thread_spawn(1000, (): u32 => { return work(1); })); }`,
    },
    {
      name: "nothing, said at the spawn",
      code: `export function f(): void { thread_join(thread_spawn<void>(1000, () => { work(1); })); }`,
    },
    {
      name: "nothing, said at the closure",
      code: `export function f(): void { thread_join(thread_spawn(1000, (): void => { work(1); })); }`,
    },
    {
      name: "a type with a reservation",
      code: `export function f(): void { thread_join(thread_spawn_with_reservation<void>(1000, ["a"], () => { Storage.set<u32>("a", 1); })); }`,
    },
    {
      name: "a type with regions",
      code: `export function f(): u32 { return thread_join<u32>(thread_spawn_with_memory(1000, [SharedMemory.allocate(8)], (): u32 => work(1))); }`,
    },
    {
      name: "a type parameter",
      code: `function run<T>(x: T): T { return thread_join<T>(thread_spawn<T>(1000, () => x)); } export function f(): u32 { return run<u32>(1); }`,
    },
    {
      name: "a type at a function expression",
      code: `export function f(): u32 { return thread_join<u32>(thread_spawn(1000, function (): u32 { return 1; })); }`,
    },
  ],
  invalid: [
    {
      name: "no type at all",
      code: `export function f(): u32 { return thread_join<u32>(«thread_spawn(1000, () => work(1))»); }`,
    },
    {
      name: "no type at a block",
      code: `export function f(): void { thread_join(«thread_spawn(1000, () => { work(1); })»); }`,
    },
    {
      name: "no type with a reservation",
      code: `export function f(): void { thread_join(«thread_spawn_with_reservation(1000, ["a"], () => { Storage.set<u32>("a", 1); })»); }`,
    },
    {
      name: "no type with regions",
      code: `export function f(): u32 { return thread_join<u32>(«thread_spawn_with_memory(1000, [SharedMemory.allocate(8)], () => work(1))»); }`,
    },
    {
      name: "no type at a function expression",
      code: `export function f(): u32 { return thread_join<u32>(«thread_spawn(1000, function () { return 1; })»); }`,
    },
    {
      name: "no type in a method",
      code: `class A { go(): u32 { return thread_join<u32>(«thread_spawn(1000, () => 1)»); } } export function f(): u32 { return new A().go(); }`,
    },
    {
      name: "no type in an array of handles",
      code: `export function f(): u32 { const all: ThreadHandle[] = [«thread_spawn(1000, () => 1)»]; return thread_join<u32>(all[0]); }`,
    },
    {
      name: "no type under another name",
      code: `import { thread_spawn as start } from "@threaded-contract/sdk"; export function f(): u32 { return thread_join<u32>(«start(1000, () => 1)»); }`,
    },
    {
      name: "no type in a loop",
      code: `export function f(n: u32): u32 { let s: u32 = 0; for (let i: u32 = 0; i < n; i++) { const h = «thread_spawn(1000, () => work(i))»; s += thread_join<u32>(h); } return s; }`,
    },
    {
      name: "no type in a helper that returns the handle",
      code: `function start(x: u32): ThreadHandle { return «thread_spawn(1000, () => work(x))»; } export function f(): u32 { return thread_join<u32>(start(1)); }`,
    },
  ],
});
