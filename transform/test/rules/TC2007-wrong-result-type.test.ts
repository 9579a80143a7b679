import { testRule } from "./harness/rule-table";

testRule("TC2007", {
  valid: [
    {
      name: "the same type",
      code: `export function f(): u64 { const h = thread_spawn<u64>(1000, (): u64 => 1); return thread_join<u64>(h); }`,
    },
    {
      name: "no value",
      code: `export function f(): void { const h = thread_spawn<void>(1000, (): void => { work(1); }); thread_join(h); }`,
    },
    {
      name: "the closure's type",
      code: `export function f(): u64 { const h = thread_spawn(1000, (): u64 => 1); return thread_join<u64>(h); }`,
    },
    {
      name: "another name for the same type",
      code: `type Price = u64; export function f(): u64 { const h = thread_spawn<Price>(1000, (): Price => 1); return thread_join<u64>(h); }`,
    },
    {
      name: "the type of a generic function",
      code: `function run<T>(x: T): T { const h = thread_spawn<T>(1000, (): T => x); return thread_join<T>(h); } export function f(): u64 { return run<u64>(1); }`,
    },
    {
      name: "arrays",
      code: `export function f(): u32 { const h = thread_spawn<u32[]>(1000, (): u32[] => [work(1)]); return thread_join<Array<u32>>(h)[0]; }`,
    },
    {
      name: "a string",
      code: `export function f(): string { const h = thread_spawn<string>(1000, (): string => "a"); return thread_join<string>(h); }`,
    },
    {
      name: "a class",
      code: `class P { x: u32 = 1; } export function f(): u32 { const h = thread_spawn<P>(1000, (): P => new P()); return thread_join<P>(h).x; }`,
    },
    {
      name: "two threads of two types",
      code: `export function f(): u32 { const a = thread_spawn<u32>(1000, (): u32 => 1); const b = thread_spawn<u64>(1000, (): u64 => 2); return thread_join<u32>(a) + <u32>thread_join<u64>(b); }`,
    },
    {
      name: "a try-join",
      code: `export function f(): u32 { const h = thread_spawn<u32>(1000, (): u32 => 1); const r = thread_try_join<u32>(h); return r.ok ? r.value : 0; }`,
    },
  ],
  invalid: [
    {
      name: "a narrower type",
      code: `export function f(): u32 { const h = ‹thread_spawn<u64>(1000, (): u64 => 1)›; return «thread_join<u32>(h)»; }`,
    },
    {
      name: "another sign",
      code: `export function f(): i32 { const h = thread_spawn<u32>(1000, (): u32 => 1); return «thread_join_with_refund<i32>(h)»; }`,
    },
    {
      name: "a forgotten type",
      code: `export function f(): void { const h = thread_spawn<u32>(1000, (): u32 => 1); «thread_join(h)»; }`,
    },
    {
      name: "an element of an array",
      code: `export function f(n: u32): u64 {
        const handles: ThreadHandle[] = [];
        for (let i: u32 = 0; i < n; i++) handles.push(thread_spawn<u32>(1000, (): u32 => work(i)));
        let sum: u64 = 0;
        for (let i = 0; i < handles.length; i++) sum += «thread_join<u64>(handles[i])»;
        return sum;
      }`,
    },
    {
      name: "the closure's type",
      code: `export function f(): string { const h = thread_spawn(1000, (): u32[] => [1]); return «thread_join<string>(h)»; }`,
    },
    {
      name: "a wider type",
      code: `export function f(): u64 { const h = thread_spawn<u32>(1000, (): u32 => 1); return «thread_join<u64>(h)»; }`,
    },
    {
      name: "a try-join of another type",
      code: `export function f(): bool { const h = thread_spawn<u32>(1000, (): u32 => 1); return «thread_try_join<u64>(h)».ok; }`,
    },
    {
      name: "an array of another type",
      code: `export function f(): u32 { const h = thread_spawn<u32[]>(1000, (): u32[] => [1]); return <u32>«thread_join<u64[]>(h)»[0]; }`,
    },
    {
      name: "a value of a thread that has none",
      code: `export function f(): u32 { const h = thread_spawn<void>(1000, (): void => { work(1); }); return «thread_join<u32>(h)»; }`,
    },
    {
      name: "an array for its element",
      code: `export function f(): u32 { const h = thread_spawn<u32[]>(1000, (): u32[] => [1]); return «thread_join<u32>(h)»; }`,
    },
  ],
});
