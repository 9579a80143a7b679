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
    {
      name: "a nested function declaration without captures",
      code: `export function f(x: u32): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => { function g(y: u32): u32 { return y * 3; } return g(x); })); }`,
    },
    {
      name: "a callback of forEach on the body's own list",
      code: `export function f(x: u32): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => { const own: u32[] = [x]; own.forEach((y: u32): void => { work(y); }); return own[0]; })); }`,
    },
    {
      name: "a function of a function",
      code: `export function f(x: u32): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => { const g = (y: u32): u32 => { const k = (z: u32): u32 => z + 1; return k(y); }; return g(x); })); }`,
    },
    {
      name: "a static method in an inner function",
      code: `class A { static go(y: u32): u32 { return y; } } export function f(x: u32): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => { const g = (y: u32): u32 => A.go(y); return g(x); })); }`,
    },
    {
      name: "a module variable in an inner function",
      code: `let k: u32 = 3; export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => { const g = (y: u32): u32 => y + k; return g(1); })); }`,
    },
    {
      name: "a property with a captured name",
      code: `class A { x: u32 = 1; } export function f(x: u32): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => { const g = (a: A): u32 => a.x; return g(new A()) + x; })); }`,
    },
    {
      name: "a variable of the inner function with a captured name",
      code: `export function f(x: u32): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => { const g = (): u32 => { const x: u32 = 2; return x; }; return g() + x; })); }`,
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
    {
      name: "a capture in a function expression",
      code: `export function f(x: u32): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => { const g = function (y: u32): u32 { return y * «x»; }; return g(1); })); }`,
    },
    {
      name: "a capture in a function declaration",
      code: `export function f(x: u32): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => { function g(y: u32): u32 { return y * «x»; } return g(1); })); }`,
    },
    {
      name: "a capture two functions deep",
      code: `export function f(x: u32): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => { const g = (y: u32): u32 => { const k = (z: u32): u32 => z + «x»; return k(y); }; return g(1); })); }`,
    },
    {
      name: "a local of the caller",
      code: `export function f(): u32 { const own: u32 = 3; return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => { const g = (): u32 => «own»; return g(); })); }`,
    },
    {
      name: "a loop variable of the caller",
      code: `export function f(n: u32): u32 { let s: u32 = 0; for (let i: u32 = 0; i < n; i++) { s += thread_join<u32>(thread_spawn<u32>(1000, (): u32 => { const g = (): u32 => «i»; return g(); })); } return s; }`,
    },
    {
      name: "a capture in a condition",
      code: `export function f(c: bool): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => { const g = (y: u32): u32 => { if («c») return y; return 2; }; return g(1); })); }`,
    },
    {
      name: "a capture in an inner function's argument",
      code: `export function f(x: u32): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => { const g = (y: u32): u32 => work(«x»); return g(1); })); }`,
    },
  ],
});
