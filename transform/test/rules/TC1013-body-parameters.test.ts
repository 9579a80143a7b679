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
  ],
});
