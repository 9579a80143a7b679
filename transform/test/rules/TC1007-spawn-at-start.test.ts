import { testRule } from "./harness/rule-table";

testRule("TC1007", {
  valid: [
    {
      name: "a spawn in a function",
      code: `export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => work(1))); }`,
    },
    {
      name: "a spawn in a function value",
      code: `const g = (): u32 => thread_join<u32>(thread_spawn<u32>(1000, (): u32 => work(1))); export function f(): u32 { return g(); }`,
    },
    {
      name: "a function called at the top level that does not spawn",
      code: `const K = work(2); export function f(): u32 { return K; }`,
    },
  ],
  invalid: [
    {
      name: "a module variable",
      code: `const h = «thread_spawn<u32>(1000, (): u32 => work(1))»; export function f(): u32 { return thread_join<u32>(h); }`,
    },
    {
      name: "a statement",
      code: `thread_join<u32>(«thread_spawn<u32>(1000, (): u32 => work(1))»); export function f(): u32 { return 1; }`,
    },
    {
      name: "a static field",
      code: `class A { static h: ThreadHandle = «thread_spawn<u32>(1000, (): u32 => work(1))»; } export function f(): u32 { return thread_join<u32>(A.h); }`,
    },
    {
      name: "a function that is called at the top level",
      alone: true,
      code: `function g(): u32 { return thread_join<u32>(«thread_spawn<u32>(1000, (): u32 => work(1))»); } let k = g(); export function f(): u32 { return k; }`,
    },
  ],
});
