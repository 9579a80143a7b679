import { testRule } from "./harness/rule-table";

testRule("TC1014", {
  valid: [
    {
      name: "a gas budget and a body",
      code: `export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => work(1))); }`,
    },
    {
      name: "slots between them",
      code: `export function f(): void { thread_join(thread_spawn_with_reservation<void>(1000, ["a"], (): void => { Storage.set<u32>("a", 1); })); }`,
    },
    {
      name: "regions between them",
      code: `export function f(): void { thread_join(thread_spawn_with_memory<void>(1000, [SharedMemory.allocate(64)], (): void => { work(1); })); }`,
    },
    {
      name: "a budget that is computed",
      code: `export function f(x: u32): u32 { return thread_join<u32>(thread_spawn<u32>(<u64>x * 100, (): u32 => work(x))); }`,
    },
    {
      name: "a list in a variable",
      code: `export function f(): void { const slots = ["a"]; thread_join(thread_spawn_with_reservation<void>(1000, slots, (): void => { Storage.set<u32>("a", 1); })); }`,
    },
    {
      name: "a function expression",
      code: `export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, function (): u32 { return 1; })); }`,
    },
    {
      name: "a budget that a function gives",
      code: `function budget(): u64 { return 5000; } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(budget(), (): u32 => work(1))); }`,
    },
    {
      name: "regions in a variable",
      code: `export function f(): u32 { const regions = [SharedMemory.allocate(8)]; return thread_join<u32>(thread_spawn_with_memory<u32>(1000, regions, (): u32 => work(1))); }`,
    },
    {
      name: "a renamed spawn",
      code: `import { thread_spawn as start } from "@threaded-contract/sdk"; export function f(): u32 { return thread_join<u32>(start<u32>(1000, (): u32 => work(1))); }`,
    },
    {
      name: "a function of the author with fewer arguments",
      code: `function spawn(g: () => u32): u32 { return g(); } export function f(): u32 { return spawn((): u32 => 1) + thread_join<u32>(thread_spawn<u32>(1000, (): u32 => 1)); }`,
    },
  ],
  invalid: [
    {
      name: "H-8: no gas budget",
      code: `export function f(): u32 { return thread_join<u32>(«thread_spawn<u32>((): u32 => work(1))»); }`,
    },
    {
      name: "slots without a reservation",
      code: `export function f(): void { thread_join(«thread_spawn<void>(1000, ["a"], (): void => { work(1); })»); }`,
    },
    {
      name: "a reservation without slots",
      code: `export function f(): void { thread_join(«thread_spawn_with_reservation<void>(1000, (): void => { work(1); })»); }`,
    },
    { name: "nothing", code: `export function f(): u32 { return thread_join<u32>(«thread_spawn<u32>()»); }` },
    {
      name: "regions without a budget",
      code: `export function f(): u32 { return thread_join<u32>(«thread_spawn_with_memory<u32>([SharedMemory.allocate(8)], (): u32 => work(1))»); }`,
    },
    {
      name: "no regions",
      code: `export function f(): u32 { return thread_join<u32>(«thread_spawn_with_memory<u32>(1000, (): u32 => work(1))»); }`,
    },
    {
      name: "one argument too many",
      code: `export function f(): void { thread_join(«thread_spawn_with_reservation<void>(1000, ["a"], ["b"], (): void => { Storage.set<u32>("a", 1); })»); }`,
    },
    {
      name: "a budget alone",
      code: `export function f(): u32 { return thread_join<u32>(«thread_spawn<u32>(1000)»); }`,
    },
    {
      name: "nothing for a reservation",
      code: `export function f(): void { thread_join(«thread_spawn_with_reservation<void>()»); }`,
    },
    {
      name: "no budget in a method",
      code: `class A { go(): u32 { return thread_join<u32>(«thread_spawn<u32>((): u32 => 1)»); } } export function f(): u32 { return new A().go(); }`,
    },
  ],
});
