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
    {
      name: "a class of the file",
      code: `class A<T> { x: T = 1; } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => new A<u32>().x)); }`,
    },
    {
      name: "a local alias of a generic type of the file",
      code: `type List<T> = T[]; export function f(): u32 { type Own = List<u32>; return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => { const l: Own = [1]; return l[0]; })); }`,
    },
    {
      name: "a local generic type that only the caller uses",
      code: `export function f(): u32 { type Pair<T> = T; const p: Pair<u32> = 3; return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => work(p))); }`,
    },
    {
      name: "a type parameter of the function",
      code: `function g<T>(x: T): T { return thread_join<T>(thread_spawn<T>(1000, (): T => x)); } export function f(): u32 { return g<u32>(1); }`,
    },
    {
      name: "a local constant",
      code: `export function f(): u32 { const K: u32 = 3; return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => K + 1)); }`,
    },
    {
      name: "an enum of the file",
      code: `enum E { a = 1, b = 2 } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => <u32>E.b)); }`,
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
    {
      name: "a generic type in a method",
      code: `class A { go(): u32 { type One<T> = T; return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => { const x: «One»<u32> = 2; return x; })); } } export function f(): u32 { return new A().go(); }`,
    },
    {
      name: "a generic type in an argument",
      code: `function size<T>(): u32 { return sizeof<T>(); } export function f(): u32 { type One<T> = T; return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => size<«One»<u32>>())); }`,
    },
    {
      name: "a generic type with a reservation",
      code: `export function f(): void { type One<T> = T; thread_join(thread_spawn_with_reservation<void>(1000, ["a"], (): void => { const x: «One»<u32> = 2; Storage.set<u32>("a", x); })); }`,
    },
    {
      name: "a generic type in a cast",
      code: `export function f(): u32 { type One<T> = T; return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => <«One»<u32>>work(1))); }`,
    },
    {
      name: "a generic array",
      code: `export function f(): u32 { type List<T> = T[]; return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => { const all = new Array<«List»<u32>>(); return all.length; })); }`,
    },
    {
      name: "a generic type of a loop",
      code: `export function f(): u32 { let s: u32 = 0; for (let i: u32 = 0; i < 3; i++) { type One<T> = T; s += thread_join<u32>(thread_spawn<u32>(1000, (): u32 => { const x: «One»<u32> = i; return x; })); } return s; }`,
    },
    {
      name: "two uses, the first of which is enough",
      code: `export function f(): u32 { type One<T> = T; return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => { const x: «One»<u32> = 1; return x; })) + thread_join<u32>(thread_spawn<u32>(1000, (): u32 => { const y: «One»<u32> = 1; return y; })); }`,
    },
  ],
});
