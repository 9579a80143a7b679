import { testRule } from "./harness/rule-table";

const joined = (body: string) => `thread_join<u32>(thread_spawn<u32>(1000, (): u32 => ${body}))`;

testRule("TC1006", {
  valid: [
    {
      name: "an inner function without captures",
      code: `export function f(x: u32): u32 { return ${joined("{ const g = (y: u32): u32 => y + 1; return g(x); }")}; }`,
    },
    {
      name: "an inner function with a parameter of the same name",
      code: `export function f(x: u32): u32 { return ${joined("{ const g = (x: u32): u32 => x + 1; return g(x); }")}; }`,
    },
    {
      name: "an inner function that uses module names",
      code: `const K: u32 = 3; export function f(list: u32[]): u32 { return ${joined("list.map<u32>((y: u32): u32 => work(y) + K)[0]")}; }`,
    },
  ],
  invalid: [
    {
      name: "a capture",
      code: `export function f(‹x: u32›): u32 { return ${joined("{ const g = (): u32 => «x» + 1; return g(); }")}; }`,
    },
    {
      name: "a capture in a callback",
      code: `export function f(list: u32[], x: u32): u32 { return ${joined("list.map<u32>((y: u32): u32 => y + «x»)[0]")}; }`,
    },
    {
      name: "this",
      code: `class A { k: u32 = 1; run(): u32 { return ${joined("{ const g = (): u32 => «this».k; return g(); }")}; } } export function f(): u32 { return new A().run(); }`,
    },
  ],
});
