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
    {
      name: "a variable of an outer block",
      code: `export function f(c: bool): u32 { let x: u32 = 1; if (c) { x = 2; return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => work(x))); } return x; }`,
    },
    {
      name: "a variable without an initial value",
      code: `export function f(): u32 { let x: u32; x = 4; return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => work(x))); }`,
    },
    {
      name: "a later variable that the body does not use",
      code: `export function f(): u32 { const h = thread_spawn<u32>(1000, (): u32 => work(1)); const y: u32 = 5; return thread_join<u32>(h) + y; }`,
    },
    {
      name: "a later variable that the body hides",
      code: `export function f(): u32 { const h = thread_spawn<u32>(1000, (): u32 => { const y: u32 = 2; return work(y); }); const y: u32 = 5; return thread_join<u32>(h) + y; }`,
    },
    {
      name: "a module variable declared later",
      code: `export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => work(later))); } const later: u32 = 5;`,
    },
    {
      name: "the object in an arrow function",
      code: `class C { x: u32 = 1; go(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => this.x)); } } export function f(): u32 { return new C().go(); }`,
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
    {
      name: "a later variable of the same declaration",
      code: `export function f(): u32 { const h = thread_spawn<u32>(1000, (): u32 => work(«y»)), y: u32 = 5; return thread_join<u32>(h) + y; }`,
    },
    {
      name: "a later variable in a block",
      code: `export function f(c: bool): u32 { if (c) { const h = thread_spawn<u32>(1000, (): u32 => work(«y»)); const y: u32 = 5; return thread_join<u32>(h) + y; } return 0; }`,
    },
    {
      name: "a later variable in a block body",
      code: `export function f(): u32 { const h = thread_spawn<u32>(1000, (): u32 => { const k = «y»; return k; }); const y: u32 = 5; return thread_join<u32>(h) + y; }`,
    },
    {
      name: "a later array",
      code: `export function f(): u32 { const h = thread_spawn<u32>(1000, (): u32 => «list».length); const list: u32[] = [1]; return thread_join<u32>(h) + list.length; }`,
    },
    {
      name: "a later variable with a reservation",
      code: `export function f(): void { const h = thread_spawn_with_reservation<void>(1000, ["a"], (): void => Storage.set<u32>("a", «y»)); const y: u32 = 5; thread_join(h); }`,
    },
    {
      name: "the object of a function expression in a block",
      code: `class C { x: u32 = 1; go(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, function (): u32 { const k = «this».x; return k; })); } } export function f(): u32 { return new C().go(); }`,
    },
  ],
});
