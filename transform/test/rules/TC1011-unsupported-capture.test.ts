import { testRule } from "./harness/rule-table";

testRule("TC1011", {
  valid: [
    {
      name: "an earlier variable",
      code: `export function f(): u32 { const x: u32 = 1; return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => work(x))); }`,
    },
    {
      name: "a parameter",
      code: `export function f(x: u32): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => work(x))); }`,
    },
    {
      name: "a loop variable",
      code: `export function f(n: u32): u32 { let s: u32 = 0; for (let i: u32 = 0; i < n; i++) s += thread_join<u32>(thread_spawn<u32>(1000, (): u32 => work(i))); return s; }`,
    },
    {
      name: "the enclosing object",
      code: `class C { x: u32 = 1; f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => work(this.x))); } }`,
    },
  ],
  invalid: [
    {
      name: "the object of a function expression",
      code: `class C { x: u32 = 1; f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, function (): u32 { return work(«this».x); })); } }`,
    },
    {
      name: "the variable that the spawn initialises",
      code: `export function f(): u32 { const r = thread_join<u32>(thread_spawn<u32>(1000, (): u32 => work(«r»))); return r; }`,
    },
    {
      name: "a later variable",
      code: `export function f(): u32 { const h = thread_spawn<u32>(1000, (): u32 => work(«x»)); const ‹x: u32 = 5›; return thread_join<u32>(h); }`,
    },
    {
      name: "a handle inside its own thread",
      code: `export function f(): u32 { const h = thread_spawn<u32>(1000, (): u32 => { return «h» == null ? 1 : 2; }); return thread_join<u32>(h); }`,
    },
  ],
});
