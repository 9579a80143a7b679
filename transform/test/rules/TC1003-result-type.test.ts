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
  ],
});
