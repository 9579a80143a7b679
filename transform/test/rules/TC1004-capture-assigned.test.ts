import { testRule } from "./harness/rule-table";

const joined = (body: string, type = "u32") =>
  `thread_join<${type}>(thread_spawn<${type}>(1000, (): ${type} => ${body}))`;

testRule("TC1004", {
  valid: [
    {
      name: "a variable of the body",
      code: `export function f(): u32 { return ${joined("{ let own: u32 = 1; own += 2; own++; return own; }")}; }`,
    },
    {
      name: "a copy of a capture",
      code: `export function f(x: u32): u32 { return ${joined("{ let own = x; own *= 2; return own; }")}; }`,
    },
    {
      name: "a variable of the body that hides a capture",
      code: `export function f(x: u32): u32 { return ${joined("{ let x: u32 = 1; x = 2; return x; }")} + x; }`,
    },
    {
      name: "an assignment after the join",
      code: `export function f(x: u32): u32 { x = ${joined("work(x)")}; return x; }`,
    },
    {
      name: "comparisons",
      code: `export function f(x: u32): u32 { return ${joined("x == 1 || x <= 5 || x >= 7 ? 1 : 2")}; }`,
    },
  ],
  invalid: [
    {
      name: "an assignment",
      code: `export function f(): u32 { ‹let sum: u32 = 0›; ${joined("{ «sum» = work(1); return 1; }")}; return sum; }`.replace(
        "‹let sum: u32 = 0›",
        "let ‹sum: u32 = 0›",
      ),
    },
    { name: "an operator", code: `export function f(x: u32): u32 { return ${joined("{ «x» += 1; return x; }")}; }` },
    {
      name: "an increment",
      code: `export function f(x: u32): u32 { return ${joined("{ «x»++; --«x»; return x; }")}; }`,
    },
    {
      name: "a loop variable",
      code: `export function f(n: u32): u32 { let sum: u32 = 0; for (let i: u32 = 0; i < n; i++) sum += ${joined("{ «i» = 5; return i; }")}; return sum; }`,
    },
    {
      name: "an assignment in parentheses",
      code: `export function f(x: u32): u32 { return ${joined("{ («x») = 3; return x; }")}; }`,
    },
  ],
});
