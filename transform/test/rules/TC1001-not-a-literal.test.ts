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
  ],
});
