import { testRule } from "./harness/rule-table";

const header = `class P { x: u32 = 1; } function find(k: u32): P | null { return k == 0 ? null : new P(); }`;
const joined = (body: string) => `thread_join<u32>(thread_spawn<u32>(1000, (): u32 => ${body}))`;

testRule("TC1009", {
  valid: [
    {
      name: "a copy after the check",
      code: `${header} export function f(k: u32): u32 { const p = find(k); if (!p) return 0; const own = p; return ${joined("own.x")}; }`,
    },
    {
      name: "a check inside",
      code: `${header} export function f(k: u32): u32 { const p = find(k); return ${joined("p ? p.x : 0")}; }`,
    },
    {
      name: "an assertion inside",
      code: `${header} export function f(k: u32): u32 { const p = find(k); if (p == null) return 0; return ${joined("p!.x")}; }`,
    },
    {
      name: "a variable that is never null",
      code: `${header} export function f(): u32 { const p = new P(); return ${joined("p.x")}; }`,
    },
    {
      name: "a variable that is assigned after the check",
      code: `${header} export function f(k: u32): u32 { let p = find(k); if (p == null) p = new P(); const own = p; return ${joined("own.x")}; }`,
    },
    {
      name: "an optional capture that is only compared",
      code: `${header} export function f(k: u32): u32 { const p = find(k); if (!p) return 0; return ${joined("p == null ? 1 : 2")}; }`,
    },
    {
      name: "a conditional check inside a block",
      code: `${header} export function f(k: u32): u32 { const p = find(k); return ${joined("{ if (p != null) return p.x; return 0; }")}; }`,
    },
    {
      name: "a number",
      code: `${header} export function f(k: u32): u32 { if (k == 0) return 0; return ${joined("k + 1")}; }`,
    },
    {
      name: "a value of the checked object",
      code: `${header} export function f(k: u32): u32 { const p = find(k); if (!p) return 0; const x = p.x; return ${joined("work(x)")}; }`,
    },
    {
      name: "another variable that was checked",
      code: `${header} export function f(k: u32): u32 { const p = find(k), q = new P(); if (!p) return 0; return ${joined("q.x")} + p.x; }`,
    },
  ],
  invalid: [
    {
      name: "an early return",
      code: `${header} export function f(k: u32): u32 { const p = find(k); if (‹!p›) return 0; return ${joined("«p».x")}; }`,
    },
    {
      name: "a branch",
      code: `${header} export function f(k: u32): u32 { const p = find(k); if (p != null) { return ${joined("«p».x")}; } return 0; }`,
    },
    {
      name: "a parameter",
      code: `${header} function g(p: P | null): u32 { return p ? ${joined("«p».x")} : 0; } export function f(k: u32): u32 { return g(find(k)); }`,
    },
    {
      name: "a check in a conjunction",
      code: `${header} export function f(k: u32, c: bool): u32 { const p = find(k); if (p != null && c) { return ${joined("«p».x")}; } return 0; }`,
    },
    {
      name: "a throw when it is null",
      code: `${header} export function f(k: u32): u32 { const p = find(k); if (p == null) throw new Error("none"); return ${joined("«p».x")}; }`,
    },
    {
      name: "a check by its truth",
      code: `${header} export function f(k: u32): u32 { const p = find(k); if (p) { return ${joined("«p».x")}; } return 0; }`,
    },
    {
      name: "a check of a captured object's method in a condition",
      code: `${header} export function f(k: u32): u32 { const p = find(k); if (!p) return 0; return ${joined("{ if («p».x > 1) return 1; return 2; }")}; }`,
    },
    {
      name: "a method",
      code: `class P { x: u32 = 1; get(): u32 { return this.x; } } function find(k: u32): P | null { return k == 0 ? null : new P(); } export function f(k: u32): u32 { const p = find(k); if (!p) return 0; return ${joined("«p».get()")}; }`,
    },
    {
      name: "a check in a method",
      code: `${header} class C { go(k: u32): u32 { const p = find(k); if (p === null) return 0; return ${joined("«p».x")}; } } export function f(k: u32): u32 { return new C().go(k); }`,
    },
    {
      name: "a block body",
      code: `${header} export function f(k: u32): u32 { const p = find(k); if (!p) return 0; return ${joined("{ const y = «p».x; return y + 1; }")}; }`,
    },
  ],
});
