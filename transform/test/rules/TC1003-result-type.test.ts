import { testRule } from "./harness/rule-table";

testRule("TC1003", {
  valid: [
    {
      name: "integers and strings",
      code: `export function f(): string { return thread_join<string>(thread_spawn<string>(1000, (): string => work(1).toString())); }`,
    },
    {
      name: "a class with a list of itself",
      code: `class Node { next: Node | null = null; list: Node[] = []; } export function f(): u32 { return thread_join<Node>(thread_spawn<Node>(1000, (): Node => new Node())).list.length; }`,
    },
    {
      name: "a map of arrays",
      code: `export function f(): u32 { return thread_join<Map<string, u64[]>>(thread_spawn<Map<string, u64[]>>(1000, (): Map<string, u64[]> => new Map<string, u64[]>())).size; }`,
    },
    {
      name: "nothing",
      code: `export function f(): void { thread_join(thread_spawn<void>(1000, (): void => { work(1); })); }`,
    },
    {
      name: "a list of lists",
      code: `export function f(): u32 { return thread_join<u32[][]>(thread_spawn<u32[][]>(1000, (): u32[][] => [[work(1)]]))[0][0]; }`,
    },
    {
      name: "a class in an array in a class",
      code: `class P { x: u32 = 1; } class Q { all: P[] = [new P()]; } export function f(): u32 { return thread_join<Q>(thread_spawn<Q>(1000, (): Q => new Q())).all.length; }`,
    },
    {
      name: "a derived class",
      code: `class P { x: u32 = 1; } class Q extends P { y: u64 = 2; } export function f(): u32 { return thread_join<Q>(thread_spawn<Q>(1000, (): Q => new Q())).x; }`,
    },
    {
      name: "a set",
      code: `export function f(): u32 { return thread_join<Set<string>>(thread_spawn<Set<string>>(1000, (): Set<string> => new Set<string>())).size; }`,
    },
    {
      name: "bytes",
      code: `export function f(): u32 { return thread_join<Uint8Array>(thread_spawn<Uint8Array>(1000, (): Uint8Array => new Uint8Array(3))).length; }`,
    },
    {
      name: "an object or null",
      code: `class P { x: u32 = 1; } export function f(): u32 { const p = thread_join<P | null>(thread_spawn<P | null>(1000, (): P | null => null)); return p ? p.x : 0; }`,
    },
  ],
  invalid: [
    {
      name: "a function",
      code: `export function f(): u32 { return thread_join<() => u32>(«thread_spawn<() => u32>(1000, (): () => u32 => (): u32 => 1)»)(); }`,
    },
    {
      name: "a class with a function",
      code: `class Order { ‹run›: () => u32 = (): u32 => 1; } export function f(): u32 { return thread_join<Order>(«thread_spawn<Order>(1000, (): Order => new Order())»).run(); }`,
    },
    {
      name: "a handle",
      code: `function make(): ThreadHandle { throw new Error("none"); } export function f(): u64 { return thread_join<ThreadHandle>(«thread_spawn<ThreadHandle>(1000, (): ThreadHandle => make())»).ticket; }`,
    },
    {
      name: "a number with a fraction",
      code: `export function f(): u32 { return <u32>thread_join<f64>(«thread_spawn<f64>(1000, (): f64 => 1.5)»); }`,
      also: ["TC3006"],
    },
    {
      name: "an array of functions",
      code: `export function f(): u32 { return thread_join<Array<() => u32>>(«thread_spawn<Array<() => u32>>(1000, (): Array<() => u32> => [(): u32 => 1])»)[0](); }`,
    },
    {
      name: "a class with a handle",
      code: `class Job { ‹h›: ThreadHandle | null = null; } export function f(): u32 { return thread_join<Job>(«thread_spawn<Job>(1000, (): Job => new Job())»).h == null ? 1 : 2; }`,
    },
    {
      name: "a class with a function two classes deep",
      code: `class A { ‹go›: () => u32 = (): u32 => 1; } class B { a: A = new A(); } export function f(): u32 { return thread_join<B>(«thread_spawn<B>(1000, (): B => new B())»).a.go(); }`,
    },
    {
      name: "an inherited function",
      code: `class A { ‹go›: () => u32 = (): u32 => 1; } class B extends A { x: u32 = 1; } export function f(): u32 { return thread_join<B>(«thread_spawn<B>(1000, (): B => new B())»).go(); }`,
    },
    {
      name: "a map of functions",
      code: `export function f(): u32 { return thread_join<Map<u32, () => u32>>(«thread_spawn<Map<u32, () => u32>>(1000, (): Map<u32, () => u32> => new Map<u32, () => u32>())»).size; }`,
    },
    {
      name: "a small number with a fraction",
      code: `export function f(): u32 { return <u32>thread_join<f32>(«thread_spawn<f32>(1000, (): f32 => 1.5)»); }`,
      also: ["TC3006"],
    },
  ],
});
