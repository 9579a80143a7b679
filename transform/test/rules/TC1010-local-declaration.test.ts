import { testRule } from "./harness/rule-table";

const joined = (body: string) => `thread_join<u32>(thread_spawn<u32>(1000, (): u32 => ${body}))`;

testRule("TC1010", {
  valid: [
    {
      name: "a type of the file",
      code: `type Price<T> = T; export function f(): u32 { return ${joined("{ const p: Price<u32> = 5; return p; }")}; }`,
    },
    {
      name: "a local type without parameters",
      code: `export function f(): u32 { type Price = u32; return ${joined("{ const p: Price = 5; return p; }")}; }`,
    },
    {
      name: "a local function",
      code: `export function f(): u32 { function twice(x: u32): u32 { return x * 2; }; return ${joined("twice(2)")}; }`,
    },
    {
      name: "a type of the body",
      code: `export function f(): u32 { return ${joined("{ type Price = u32; const p: Price = 5; return p; }")}; }`,
    },
  ],
  invalid: [
    {
      name: "a generic type",
      code: `export function f(): u32 { ‹type List<T> = T[]›; return ${joined("{ const list: «List»<u32> = [1]; return list[0]; }")}; }`,
    },
    {
      name: "a generic type in an expression",
      code: `export function f(): u32 { type Pair<T> = T; return ${joined("sizeof<«Pair»<u32>>()")}; }`,
    },
    {
      name: "a generic type of an outer block",
      code: `export function f(c: bool): u32 { type One<T> = T; if (c) { return ${joined("{ const x: «One»<u32> = 2; return x; }")}; } return 0; }`,
    },
  ],
});
