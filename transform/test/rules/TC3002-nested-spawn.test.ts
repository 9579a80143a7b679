import { testRule } from "./harness/rule-table";

const joined = (body: string) => `thread_join<u32>(thread_spawn<u32>(1000, (): u32 => ${body}))`;

testRule("TC3002", {
  valid: [
    {
      name: "two threads of the caller",
      code: `export function f(): u32 { return ${joined("work(1)")} + ${joined("work(2)")}; }`,
    },
    {
      name: "a function that spawns, called by the caller",
      code: `function run(x: u32): u32 { return ${joined("work(x)")}; } export function f(): u32 { return run(1) + ${joined("work(2)")}; }`,
    },
    {
      name: "a spawn in the arguments of a spawn",
      code: `function gas(): u64 { return ${joined("1")}; } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(gas(), (): u32 => work(1))); }`,
    },
    {
      name: "a spawn under a constant that is false",
      code: `const NESTED: bool = false; function go(): u32 { if (NESTED) return thread_join<u32>(thread_spawn<u32>(500, (): u32 => 7)); return 1; } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => go())); }`,
    },
    {
      name: "two live threads",
      code: `export function f(): u32 { const a = thread_spawn<u32>(1000, (): u32 => work(1)), b = thread_spawn<u32>(1000, (): u32 => work(1)); return thread_join<u32>(a) + thread_join<u32>(b); }`,
    },
    {
      name: "a loop of spawns",
      code: `export function f(n: u32): u32 { let s: u32 = 0; for (let i: u32 = 0; i < n; i++) s += thread_join<u32>(thread_spawn<u32>(1000, (): u32 => work(i))); return s; }`,
    },
    {
      name: "a method that spawns, of an object that the thread uses",
      code: `class A { run(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => 1)); } get(): u32 { return 2; } } export function f(): u32 { const a = new A(); return a.run() + thread_join<u32>(thread_spawn<u32>(1000, (): u32 => a.get())); }`,
    },
    {
      name: "a spawn in a default argument that is given",
      code: `function go(x: u32 = thread_join<u32>(thread_spawn<u32>(1000, (): u32 => 1))): u32 { return x; } export function f(): u32 { return go() + thread_join<u32>(thread_spawn<u32>(1000, (): u32 => go(3))); }`,
    },
    {
      name: "a spawn in another instance of a generic function",
      code: `function go<T>(x: T): u32 { if (isString<T>()) return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => 1)); return 1; } export function f(): u32 { return go<string>("a") + thread_join<u32>(thread_spawn<u32>(1000, (): u32 => go<u32>(1))); }`,
    },
    {
      name: "a spawn with what a thread gave",
      code: `export function f(): u32 { const a = thread_join<u32>(thread_spawn<u32>(1000, (): u32 => work(1))); return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => work(a))); }`,
    },
  ],
  invalid: [
    {
      name: "H-12: a spawn in the body",
      code: `export function f(): u32 { return thread_join<u32>(‹thread_spawn<u32>(1000, (): u32 => { const h = «thread_spawn<u32>(500, (): u32 => work(1))»; return thread_join<u32>(h); })›); }`,
      also: ["TC2008"],
    },
    {
      name: "a spawn in a function",
      alone: true,
      code: `function run(x: u32): u32 { return thread_join<u32>(«thread_spawn<u32>(500, (): u32 => work(x))»); } export function f(): u32 { return ${joined("run(1)")}; }`,
      also: ["TC2008"],
    },
    {
      name: "a spawn in a method",
      alone: true,
      code: `class Pool { run(x: u32): u32 { return thread_join<u32>(«thread_spawn<u32>(500, (): u32 => work(x))»); } all(): u32 { return ${joined("this.run(1)")}; } } export function f(): u32 { return new Pool().all(); }`,
      also: ["TC2008"],
    },
    {
      name: "a spawn in a block of the body",
      code: `export function f(c: bool): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => { if (c) { const h = «thread_spawn<u32>(500, (): u32 => 7)»; return thread_join<u32>(h); } return 1; })); }`,
      also: ["TC2008"],
    },
    {
      name: "a spawn with regions in the body",
      code: `export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => { const h = «thread_spawn_with_memory<u32>(500, [SharedMemory.allocate(8)], (): u32 => 7)»; return thread_join<u32>(h); })); }`,
      also: ["TC2008"],
    },
    {
      name: "a spawn in a thread with a reservation",
      code: `export function f(): u32 { return thread_join<u32>(thread_spawn_with_reservation<u32>(1000, ["a"], (): u32 => { Storage.set<u32>("a", 1); const h = «thread_spawn<u32>(500, (): u32 => 7)»; return thread_join<u32>(h); })); }`,
      also: ["TC2008"],
    },
    {
      name: "a spawn in a getter",
      code: `class A { get v(): u32 { return thread_join<u32>(«thread_spawn<u32>(500, (): u32 => 7)»); } } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => new A().v)); }`,
      also: ["TC2008"],
      alone: true,
    },
    {
      name: "a spawn in a constructor",
      code: `class A { x: u32; constructor() { this.x = thread_join<u32>(«thread_spawn<u32>(500, (): u32 => 7)»); } } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => new A().x)); }`,
      also: ["TC2008"],
      alone: true,
    },
    {
      name: "a spawn in a generic function",
      code: `function go<T>(x: T): T { thread_join<u32>(«thread_spawn<u32>(500, (): u32 => 7)»); return x; } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => go<u32>(1))); }`,
      also: ["TC2008"],
      alone: true,
    },
    {
      name: "a spawn in another file",
      code: `import { go } from "./go"; export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => go())); }`,
      also: ["TC2008"],
      alone: true,
      files: {
        "go.ts": `import { thread_join, thread_spawn } from "@threaded-contract/sdk"; export function go(): u32 { return thread_join<u32>(«thread_spawn<u32>(500, (): u32 => 7)»); }`,
      },
    },
  ],
});
