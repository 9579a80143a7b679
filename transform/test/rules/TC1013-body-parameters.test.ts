import { testRule } from "./harness/rule-table";

testRule("TC1013", {
  valid: [
    {
      name: "no parameters",
      code: `export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => work(1))); }`,
    },
    {
      name: "a capture",
      code: `export function f(x: u32): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => work(x))); }`,
    },
    {
      name: "an inner function with parameters",
      code: `export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => { const g = (x: u32): u32 => x; return g(1); })); }`,
    },
    {
      name: "a function expression without parameters",
      code: `export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, function (): u32 { return work(1); })); }`,
    },
    {
      name: "a block body",
      code: `export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => { const k: u32 = 2; return k; })); }`,
    },
    {
      name: "a callback with parameters",
      code: `export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => [3, 1].map<u32>((y: i32): u32 => <u32>y)[0])); }`,
    },
    {
      name: "a capture of each kind",
      code: `class C { go(x: u32): u32 { const y: u32 = 2; return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => x + y)); } } export function f(): u32 { return new C().go(1); }`,
    },
    {
      name: "a nested function with a default parameter",
      code: `export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => { function g(y: u32 = 2): u32 { return y; } return g(1); })); }`,
    },
    {
      name: "a body of a reservation",
      code: `export function f(): void { thread_join(thread_spawn_with_reservation<void>(1000, ["a"], (): void => Storage.set<u32>("a", 1))); }`,
    },
    {
      name: "a call of a function with parameters",
      code: `export function f(x: u32): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => work(work(x) + 1))); }`,
    },
  ],
  invalid: [
    {
      name: "one parameter",
      code: `export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, («x: u32»): u32 => work(x))); }`,
    },
    {
      name: "two parameters",
      code: `export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, («x: u32», y: u32): u32 => work(x + y))); }`,
    },
    {
      name: "a parameter with a default",
      code: `export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, function («x: u32 = 1»): u32 { return work(x); })); }`,
    },
    {
      name: "a parameter with a reservation",
      code: `export function f(): void { thread_join(thread_spawn_with_reservation<void>(1000, ["a"], («x: u32»): void => Storage.set<u32>("a", x))); }`,
    },
    {
      name: "a parameter with regions",
      code: `export function f(): u32 { return thread_join<u32>(thread_spawn_with_memory<u32>(1000, [SharedMemory.allocate(8)], («x: u32»): u32 => work(x))); }`,
    },
    {
      name: "a parameter of a block",
      code: `export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, («x: u32»): u32 => { return work(x); })); }`,
    },
    {
      name: "a parameter of an array",
      code: `export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, («list: u32[]»): u32 => list.length)); }`,
    },
    {
      name: "a parameter of a function expression",
      code: `export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, function («x: u32»): u32 { return work(x); })); }`,
    },
    {
      name: "a parameter that is not used",
      code: `export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, («x: u32»): u32 => 1)); }`,
    },
    {
      name: "a parameter with a captured name",
      code: `export function f(x: u32): u32 { return thread_join<u32>(thread_spawn<u32>(1000, («x: u32»): u32 => work(x))); }`,
    },
  ],
});
