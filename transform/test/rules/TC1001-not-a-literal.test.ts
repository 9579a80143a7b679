import { testRule } from "./harness/rule-table";

testRule("TC1001", {
  valid: [
    {
      name: "an arrow function",
      code: `export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => work(1))); }`,
    },
    {
      name: "a block body",
      code: `export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => { return work(1); })); }`,
    },
    {
      name: "a function expression",
      code: `export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, function (): u32 { return work(1); })); }`,
    },
    {
      name: "a literal in parentheses",
      code: `export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, ((): u32 => work(1)))); }`,
    },
    {
      name: "an arrow function that calls a function by name",
      code: `function one(): u32 { return 1; } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => one())); }`,
    },
    {
      name: "a literal in two pairs of parentheses",
      code: `export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (((): u32 => work(1))))); }`,
    },
    {
      name: "a function expression with a name",
      code: `export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, function body(): u32 { return work(1); })); }`,
    },
    {
      name: "a literal that calls a parameter's function",
      code: `function run(g: () => u32): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => g())); } export function f(): u32 { return run((): u32 => 1); }`,
    },
    {
      name: "a literal of the last argument of three",
      code: `export function f(): u32 { return thread_join<u32>(thread_spawn_with_memory<u32>(1000, [SharedMemory.allocate(8)], (): u32 => work(1))); }`,
    },
    {
      name: "a literal whose body is a literal's call",
      code: `export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => { const g = (): u32 => 5; return g(); })); }`,
    },
  ],
  invalid: [
    {
      name: "a function's name",
      code: `function one(): u32 { return 1; } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, «one»)); }`,
    },
    {
      name: "a local function value",
      code: `export function f(): u32 { const g = (): u32 => 1; return thread_join<u32>(thread_spawn<u32>(1000, «g»)); }`,
    },
    {
      name: "a parameter",
      code: `function run(g: () => u32): u32 { return thread_join<u32>(thread_spawn<u32>(1000, «g»)); } export function f(): u32 { return run((): u32 => 1); }`,
    },
    {
      name: "a choice between two literals",
      code: `export function f(c: bool): u32 { return thread_join<u32>(thread_spawn<u32>(1000, «c ? (): u32 => 1 : (): u32 => 2»)); }`,
    },
    {
      name: "a static method",
      code: `class A { static go(): u32 { return 1; } } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, «A.go»)); }`,
    },
    {
      name: "a function that a call returns",
      code: `function pick(): () => u32 { return (): u32 => 1; } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, «pick()»)); }`,
    },
    {
      name: "an element of an array",
      code: `export function f(): u32 { const all: Array<() => u32> = [(): u32 => 1]; return thread_join<u32>(thread_spawn<u32>(1000, «all[0]»)); }`,
    },
    {
      name: "a field",
      code: `class A { go: () => u32 = (): u32 => 1; } export function f(): u32 { const a = new A(); return thread_join<u32>(thread_spawn<u32>(1000, «a.go»)); }`,
    },
    {
      name: "a module variable",
      code: `const g = (): u32 => 1; export function f(): u32 { return thread_join<u32>(thread_spawn_with_memory<u32>(1000, [SharedMemory.allocate(8)], «g»)); }`,
    },
    {
      name: "a name in parentheses",
      code: `function one(): u32 { return 1; } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, «(one)»)); }`,
    },
  ],
});
