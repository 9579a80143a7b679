import { testRule } from "./harness/rule-table";

const host = `@external("env", "tload") declare function tload(key: usize, value: usize): void;
@external("env", "tstore") declare function tstore(key: usize, value: usize): void;`;
const joined = (body: string) => `thread_join(thread_spawn<void>(1000, (): void => { ${body} }))`;

testRule("TC3005", {
  valid: [
    {
      name: "ordinary storage",
      code: `export function f(): u64 { return thread_join<u64>(thread_spawn<u64>(1000, (): u64 => Storage.get<u64>("a"))); }`,
    },
    {
      name: "transient storage of the caller",
      code: `${host} export function f(): void { tstore(0, 32); ${joined("work(1);")}; tload(0, 32); }`,
    },
    { name: "a declaration that nobody uses", code: `${host} export function f(): void { ${joined("work(1);")}; }` },
    {
      name: "under a constant that is false",
      code: `${host} const DEBUG: bool = false; function note(x: u32): u32 { if (DEBUG) { tstore(0, 32); } return x; } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => note(1))); }`,
    },
    {
      name: "in a method that nobody calls in the thread",
      code: `${host} class A { go(): u32 { return 1; } other(): void { tstore(0, 32); } } export function f(): u32 { const a = new A(); a.other(); return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => a.go())); }`,
    },
    {
      name: "in a type test of another instance",
      code: `${host} function note<T>(x: T): u32 { if (isString<T>()) { tstore(0, 32); } return 1; } export function f(): u32 { note<string>("a"); return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => note<u32>(1))); }`,
    },
    {
      name: "in a default argument that is given",
      code: `${host} function cost(): u32 { tstore(0, 32); return 1; } function note(x: u32, y: u32 = cost()): u32 { return x + y; } export function f(): u32 { return note(1) + thread_join<u32>(thread_spawn<u32>(1000, (): u32 => note(1, 2))); }`,
    },
    {
      name: "in a module's initial value",
      code: `${host} function first(): u32 { tstore(0, 32); return 1; } let start: u32 = first(); export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => start + 1)); }`,
    },
    {
      name: "in another implementation of another interface",
      code: `${host} interface Loud { say(x: u32): u32; } interface Quiet { say(x: u32): u32; } class A implements Loud { say(x: u32): u32 { tstore(0, 32); return x; } } class B implements Quiet { say(x: u32): u32 { return x; } } function loud(l: Loud): u32 { return l.say(1); } function quiet(q: Quiet): u32 { return q.say(1); } export function f(): u32 { return loud(new A()) + thread_join<u32>(thread_spawn<u32>(1000, (): u32 => quiet(new B()))); }`,
    },
    {
      name: "after the thread, in a helper",
      code: `${host} function after(x: u32): u32 { tstore(0, 32); return x; } export function f(): u32 { const h = thread_spawn<u32>(1000, (): u32 => work(1)); return after(thread_join<u32>(h)); }`,
    },
  ],
  invalid: [
    { name: "a write", code: `${host} export function f(): void { ${joined("«tstore(0, 32)»;")}; }` },
    { name: "a read", code: `${host} export function f(): void { ${joined("«tload(0, 32)»;")}; }` },
    {
      name: "a write under a reservation",
      code: `${host} export function f(): void { thread_join(thread_spawn_with_reservation<void>(1000, ["a"], (): void => { «tstore(0, 32)»; })); }`,
    },
    {
      name: "in a method of a base class",
      code: `${host} class A { go(): u32 { «tstore(0, 32)»; return 1; } } class B extends A { } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => new B().go())); }`,
    },
    {
      name: "in a constructor",
      code: `${host} class A { x: u32 = 1; constructor() { «tstore(0, 32)»; } } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => new A().x)); }`,
    },
    {
      name: "in a setter",
      code: `${host} class A { set v(x: u32) { «tstore(0, 32)»; } get v(): u32 { return 1; } } function put(): u32 { const a = new A(); a.v = 5; return 1; } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => put())); }`,
    },
    {
      name: "in a default argument",
      code: `${host} function cost(): u32 { «tstore(0, 32)»; return 1; } function note(x: u32, y: u32 = cost()): u32 { return x + y; } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => note(1))); }`,
    },
    {
      name: "in a generic function",
      code: `${host} function note<T>(x: T): T { «tstore(0, 32)»; return x; } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => note<u32>(1))); }`,
    },
    {
      name: "in a recursive function",
      code: `${host} function down(n: u32): u32 { if (n > 0) return down(n - 1); «tstore(0, 32)»; return 1; } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => down(3))); }`,
    },
    {
      name: "in an index operator",
      code: `${host} class A { @operator('[]') at(i: u32): u32 { «tstore(0, 32)»; return i; } } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => new A()[1])); }`,
    },
  ],
});
