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
    {
      name: "an assignment before the spawn",
      code: `export function f(x: u32): u32 { x = 5; return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => work(x))); }`,
    },
    {
      name: "a variable of a loop of the body",
      code: `export function f(x: u32): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => { let s: u32 = 0; for (let i: u32 = 0; i < x; i++) s += i; return s; })); }`,
    },
    {
      name: "an assignment in an inner function to its own parameter",
      code: `export function f(x: u32): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => { const g = (y: u32): u32 => { y += 1; return y; }; return g(x); })); }`,
    },
    {
      name: "a field of the body's object with the capture's name",
      code: `class A { x: u32 = 1; } export function f(x: u32): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => { const a = new A(); a.x = x; return a.x; })); }`,
    },
    {
      name: "a block's variable that hides a capture",
      code: `export function f(x: u32): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => { { let x: u32 = 2; x += 1; } return x; })); }`,
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
    {
      name: "an assignment in a branch",
      code: `export function f(x: u32, c: bool): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => { if (c) «x» = 2; return x; })); }`,
    },
    {
      name: "an assignment in an expression",
      code: `export function f(x: u32): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => work(«x» = 4))); }`,
    },
    {
      name: "an array of the caller",
      code: `export function f(): u32 { let list: u32[] = []; const r = thread_join<u32>(thread_spawn<u32>(1000, (): u32 => { «list» = [1]; return 1; })); return r + list.length; }`,
    },
    {
      name: "an assignment in a loop of the body",
      code: `export function f(x: u32): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => { for (let i = 0; i < 3; i++) { «x» <<= 1; } return x; })); }`,
    },
    {
      name: "a capture under a reservation",
      code: `export function f(x: u32): u32 { return thread_join<u32>(thread_spawn_with_reservation<u32>(1000, ["a"], (): u32 => { «x» -= 1; Storage.set<u32>("a", x); return x; })); }`,
    },
  ],
});
