import { testRule } from "./harness/rule-table";

testRule("TC1007", {
  valid: [
    {
      name: "a spawn in a function",
      code: `export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => work(1))); }`,
    },
    {
      name: "a spawn in a function value",
      code: `const g = (): u32 => thread_join<u32>(thread_spawn<u32>(1000, (): u32 => work(1))); export function f(): u32 { return g(); }`,
    },
    {
      name: "a function called at the top level that does not spawn",
      code: `const K = work(2); export function f(): u32 { return K; }`,
    },
    {
      name: "a spawn in a method",
      code: `class A { go(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => 1)); } } export function f(): u32 { return new A().go(); }`,
    },
    {
      name: "a spawn in a static method",
      code: `class A { static go(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => 1)); } } export function f(): u32 { return A.go(); }`,
    },
    {
      name: "a spawn in a constructor that a function calls",
      code: `class A { x: u32; constructor() { this.x = thread_join<u32>(thread_spawn<u32>(1000, (): u32 => 1)); } } export function f(): u32 { return new A().x; }`,
    },
    {
      name: "a spawn in an instance field's initial value",
      code: `class A { x: u32 = thread_join<u32>(thread_spawn<u32>(1000, (): u32 => 1)); } export function f(): u32 { return new A().x; }`,
    },
    {
      name: "a module variable that a function sets later",
      code: `let last: u32 = 0; export function f(): u32 { last = thread_join<u32>(thread_spawn<u32>(1000, (): u32 => 1)); return last; }`,
    },
    {
      name: "a function of a namespace",
      code: `namespace N { export function go(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => 1)); } } export function f(): u32 { return N.go(); }`,
    },
    {
      name: "a spawn in a default argument",
      code: `function g(x: u32 = thread_join<u32>(thread_spawn<u32>(1000, (): u32 => 1))): u32 { return x; } export function f(): u32 { return g(); }`,
    },
  ],
  invalid: [
    {
      name: "a module variable",
      code: `const h = «thread_spawn<u32>(1000, (): u32 => work(1))»; export function f(): u32 { return thread_join<u32>(h); }`,
    },
    {
      name: "a statement",
      code: `thread_join<u32>(«thread_spawn<u32>(1000, (): u32 => work(1))»); export function f(): u32 { return 1; }`,
    },
    {
      name: "a static field",
      code: `class A { static h: ThreadHandle = «thread_spawn<u32>(1000, (): u32 => work(1))»; } export function f(): u32 { return thread_join<u32>(A.h); }`,
    },
    {
      name: "a function that is called at the top level",
      alone: true,
      code: `function g(): u32 { return thread_join<u32>(«thread_spawn<u32>(1000, (): u32 => work(1))»); } let k = g(); export function f(): u32 { return k; }`,
    },
    {
      name: "a namespace's variable",
      code: `namespace N { export const h = «thread_spawn<u32>(1000, (): u32 => 1)»; } export function f(): u32 { return thread_join<u32>(N.h); }`,
    },
    {
      name: "a spawn in an expression",
      code: `let k: u32 = work(thread_join<u32>(«thread_spawn<u32>(1000, (): u32 => 1)»)); export function f(): u32 { return k; }`,
    },
    {
      name: "a spawn with a reservation",
      code: `const h = «thread_spawn_with_reservation<void>(1000, ["a"], (): void => { Storage.set<u32>("a", 1); })»; export function f(): void { thread_join(h); }`,
    },
    {
      name: "a spawn in an array",
      code: `const all: ThreadHandle[] = [«thread_spawn<u32>(1000, (): u32 => 1)»]; export function f(): u32 { return thread_join<u32>(all[0]); }`,
    },
    {
      name: "a spawn in a block of the module",
      code: `let k: u32 = 0; if (k == 0) { k = thread_join<u32>(«thread_spawn<u32>(1000, (): u32 => 1)»); } export function f(): u32 { return k; }`,
    },
    {
      name: "a spawn in a loop of the module",
      code: `let k: u32 = 0; for (let i: u32 = 0; i < 3; i++) { k += thread_join<u32>(«thread_spawn<u32>(1000, (): u32 => 1)»); } export function f(): u32 { return k; }`,
    },
  ],
});
