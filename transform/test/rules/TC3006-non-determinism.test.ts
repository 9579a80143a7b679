import { testRule } from "./harness/rule-table";

const joined = (body: string) => `thread_join<u32>(thread_spawn<u32>(1000, (): u32 => ${body}))`;

testRule("TC3006", {
  valid: [
    { name: "the thread's seed", code: `export function f(): u32 { return ${joined("Thread.seed[0]")}; }` },
    {
      name: "the block's time",
      code: `import { Block } from "@threaded-contract/sdk"; export function f(): u32 { return ${joined("<u32>Block.number")}; }`,
    },
    {
      name: "integers of every size, strings and collections",
      code: `export function f(): u32 { return ${joined("{ const m = new Map<string, u64>(); m.set((5).toString(), 7); const s = [3, 1, 2].sort((a: i32, b: i32): i32 => a - b).toString(); return <u32>m.get('5') + s.length; }")}; }`,
    },
    {
      name: "under a constant that is false",
      code: `const DEBUG: bool = false; function note(x: u32): u32 { if (DEBUG) { trace("here"); } return x; } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => note(1))); }`,
    },
    {
      name: "in a method that nobody calls in the thread",
      code: `class A { go(): u32 { return 1; } other(): void { trace("here"); } } export function f(): u32 { const a = new A(); a.other(); return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => a.go())); }`,
    },
    {
      name: "in a type test of another instance",
      code: `function note<T>(x: T): u32 { if (isString<T>()) { trace("here"); } return 1; } export function f(): u32 { note<string>("a"); return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => note<u32>(1))); }`,
    },
    {
      name: "in a default argument that is given",
      code: `function cost(): u32 { trace("here"); return 1; } function note(x: u32, y: u32 = cost()): u32 { return x + y; } export function f(): u32 { return note(1) + thread_join<u32>(thread_spawn<u32>(1000, (): u32 => note(1, 2))); }`,
    },
    {
      name: "in a module's initial value",
      code: `function first(): u32 { trace("here"); return 1; } let start: u32 = first(); export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => start + 1)); }`,
    },
    {
      name: "in another implementation of another interface",
      code: `interface Loud { say(x: u32): u32; } interface Quiet { say(x: u32): u32; } class A implements Loud { say(x: u32): u32 { trace("here"); return x; } } class B implements Quiet { say(x: u32): u32 { return x; } } function loud(l: Loud): u32 { return l.say(1); } function quiet(q: Quiet): u32 { return q.say(1); } export function f(): u32 { return loud(new A()) + thread_join<u32>(thread_spawn<u32>(1000, (): u32 => quiet(new B()))); }`,
    },
    {
      name: "after the thread, in a helper",
      code: `function after(x: u32): u32 { trace("here"); return x; } export function f(): u32 { const h = thread_spawn<u32>(1000, (): u32 => work(1)); return after(thread_join<u32>(h)); }`,
    },
  ],
  invalid: [
    { name: "random numbers", code: `export function f(): u32 { return ${joined("«Math.random()» > 0.5 ? 1 : 2")}; }` },
    { name: "the clock", code: `export function f(): u32 { return ${joined("<u32>(«Date.now()» / 1000)")}; }` },
    { name: "tracing", code: `export function f(): u32 { return ${joined('{ «trace("here")»; return 1; }')}; }` },
    {
      name: "floating point",
      code: `function half(x: u32): u32 { return «<u32>(<f64>x * 0.5)»; } export function f(): u32 { return ${joined("half(4)")}; }`,
    },
    {
      name: "a comparison of numbers with a fraction",
      code: `export function f(x: u32): u32 { return ${joined("«<f32>x > 1.5» ? 1 : 2")}; }`,
    },
    {
      name: "a floating-point variable",
      code: `export function f(x: u32): u32 { return ${joined("{ «const y: f64 = x»; return work(x); }")}; }`,
    },
    {
      name: "in a generic function",
      code: `function note<T>(x: T): T { «trace("here")»; return x; } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => note<u32>(1))); }`,
    },
    {
      name: "in a recursive function",
      code: `function down(n: u32): u32 { if (n > 0) return down(n - 1); «trace("here")»; return 1; } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => down(3))); }`,
    },
    {
      name: "in an index operator",
      code: `class A { @operator('[]') at(i: u32): u32 { «trace("here")»; return i; } } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => new A()[1])); }`,
    },
    {
      name: "through an interface",
      code: `interface Quiet { say(x: u32): u32; } class B implements Quiet { say(x: u32): u32 { «trace("here")»; return x; } } function quiet(q: Quiet): u32 { return q.say(1); } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => quiet(new B()))); }`,
    },
  ],
});
