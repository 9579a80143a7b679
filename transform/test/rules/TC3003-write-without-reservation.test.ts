import { testRule } from "./harness/rule-table";

const joined = (body: string) => `thread_join(thread_spawn<void>(1000, (): void => { ${body} }))`;

testRule("TC3003", {
  valid: [
    {
      name: "a reading thread",
      code: `export function f(): u64 { return thread_join<u64>(thread_spawn<u64>(1000, (): u64 => Storage.get<u64>("a"))); }`,
    },
    {
      name: "a thread with a reservation",
      code: `export function f(): void { thread_join(thread_spawn_with_reservation<void>(1000, ["a"], (): void => Storage.set<u64>("a", 1))); }`,
    },
    {
      name: "a write of the caller",
      code: `export function f(): void { ${joined("work(1);")}; Storage.set<u64>("a", 1); }`,
    },
    {
      name: "in a method that nobody calls in the thread",
      code: `class A { go(): u32 { return 1; } other(): void { Storage.set<u32>("a", 1); } } export function f(): u32 { const a = new A(); a.other(); return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => a.go())); }`,
    },
    {
      name: "in a type test of another instance",
      code: `function note<T>(x: T): u32 { if (isString<T>()) { Storage.set<u32>("a", 1); } return 1; } export function f(): u32 { note<string>("a"); return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => note<u32>(1))); }`,
    },
    {
      name: "in a default argument that is given",
      code: `function cost(): u32 { Storage.set<u32>("a", 1); return 1; } function note(x: u32, y: u32 = cost()): u32 { return x + y; } export function f(): u32 { return note(1) + thread_join<u32>(thread_spawn<u32>(1000, (): u32 => note(1, 2))); }`,
    },
    {
      name: "in a module's initial value",
      code: `function first(): u32 { Storage.set<u32>("a", 1); return 1; } let start: u32 = first(); export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => start + 1)); }`,
    },
    {
      name: "in another implementation of another interface",
      code: `interface Loud { say(x: u32): u32; } interface Quiet { say(x: u32): u32; } class A implements Loud { say(x: u32): u32 { Storage.set<u32>("a", 1); return x; } } class B implements Quiet { say(x: u32): u32 { return x; } } function loud(l: Loud): u32 { return l.say(1); } function quiet(q: Quiet): u32 { return q.say(1); } export function f(): u32 { return loud(new A()) + thread_join<u32>(thread_spawn<u32>(1000, (): u32 => quiet(new B()))); }`,
    },
    {
      name: "after the thread, in a helper",
      code: `function after(x: u32): u32 { Storage.set<u32>("a", 1); return x; } export function f(): u32 { const h = thread_spawn<u32>(1000, (): u32 => work(1)); return after(thread_join<u32>(h)); }`,
    },
    {
      name: "under a constant that is false",
      code: `const DEBUG: bool = false; function note(x: u32): u32 { if (DEBUG) { Storage.set<u32>("a", 1); } return x; } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => note(1))); }`,
    },
  ],
  invalid: [
    {
      name: "a write in the body",
      code: `export function f(): void { thread_join(‹thread_spawn<void>(1000, (): void => { «Storage.set<u64>("a", 1)»; })›); }`,
    },
    {
      name: "a write in a function",
      code: `function save(x: u32): void { if (x > 1) «Storage.remove("a")»; } export function f(): void { ${joined("save(2);")}; }`,
    },
    {
      name: "a setter",
      code: `export function f(): void { const total = new Stored<u64>("total"); ${joined("«total.value = 5»;")}; }`,
    },
    {
      name: "a write with memory only",
      code: `export function f(): void { thread_join(thread_spawn_with_memory<void>(1000, [SharedMemory.allocate(8)], (): void => { «Storage.set<u64>("a", 1)»; })); }`,
    },
    {
      name: "in a setter",
      code: `class A { set v(x: u32) { «Storage.set<u32>("a", 1)»; } get v(): u32 { return 1; } } function put(): u32 { const a = new A(); a.v = 5; return 1; } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => put())); }`,
    },
    {
      name: "in a default argument",
      code: `function cost(): u32 { «Storage.set<u32>("a", 1)»; return 1; } function note(x: u32, y: u32 = cost()): u32 { return x + y; } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => note(1))); }`,
    },
    {
      name: "in a generic function",
      code: `function note<T>(x: T): T { «Storage.set<u32>("a", 1)»; return x; } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => note<u32>(1))); }`,
    },
    {
      name: "in a recursive function",
      code: `function down(n: u32): u32 { if (n > 0) return down(n - 1); «Storage.set<u32>("a", 1)»; return 1; } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => down(3))); }`,
    },
    {
      name: "in an index operator",
      code: `class A { @operator('[]') at(i: u32): u32 { «Storage.set<u32>("a", 1)»; return i; } } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => new A()[1])); }`,
    },
    {
      name: "through an interface",
      code: `interface Quiet { say(x: u32): u32; } class B implements Quiet { say(x: u32): u32 { «Storage.set<u32>("a", 1)»; return x; } } function quiet(q: Quiet): u32 { return q.say(1); } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => quiet(new B()))); }`,
    },
  ],
});
