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
  ],
});
