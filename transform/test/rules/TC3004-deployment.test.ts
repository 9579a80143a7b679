import { testRule } from "./harness/rule-table";

const host = `@external("env", "deployFromAddress") declare function deploy(origin: usize, salt: usize, data: usize, length: u32, address: usize): u32;
@external("env", "updateFromAddress") declare function update(address: usize, data: usize, length: u32, options: u32): u32;`;
const joined = (body: string) => `thread_join<u32>(thread_spawn<u32>(1000, (): u32 => ${body}))`;

testRule("TC3004", {
  valid: [
    {
      name: "a deployment by the caller",
      code: `${host} export function f(): u32 { return deploy(0, 0, 0, 0, 0) + ${joined("work(1)")}; }`,
    },
    {
      name: "an update by the caller",
      code: `${host} export function f(): u32 { return update(0, 0, 0, 0) + ${joined("work(1)")}; }`,
    },
    {
      name: "a call of another contract",
      code: `import { Address } from "@threaded-contract/sdk"; export function f(a: Address): u32 { return ${joined("call(a, new Uint8Array(4)).data.length")}; }`,
    },
    {
      name: "under a constant that is false",
      code: `${host} const DEBUG: bool = false; function note(x: u32): u32 { if (DEBUG) { deploy(0, 0, 0, 0, 0); } return x; } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => note(1))); }`,
    },
    {
      name: "in a method that nobody calls in the thread",
      code: `${host} class A { go(): u32 { return 1; } other(): void { deploy(0, 0, 0, 0, 0); } } export function f(): u32 { const a = new A(); a.other(); return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => a.go())); }`,
    },
    {
      name: "in a type test of another instance",
      code: `${host} function note<T>(x: T): u32 { if (isString<T>()) { deploy(0, 0, 0, 0, 0); } return 1; } export function f(): u32 { note<string>("a"); return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => note<u32>(1))); }`,
    },
    {
      name: "in a default argument that is given",
      code: `${host} function cost(): u32 { deploy(0, 0, 0, 0, 0); return 1; } function note(x: u32, y: u32 = cost()): u32 { return x + y; } export function f(): u32 { return note(1) + thread_join<u32>(thread_spawn<u32>(1000, (): u32 => note(1, 2))); }`,
    },
    {
      name: "in a module's initial value",
      code: `${host} function first(): u32 { deploy(0, 0, 0, 0, 0); return 1; } let start: u32 = first(); export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => start + 1)); }`,
    },
    {
      name: "in another implementation of another interface",
      code: `${host} interface Loud { say(x: u32): u32; } interface Quiet { say(x: u32): u32; } class A implements Loud { say(x: u32): u32 { deploy(0, 0, 0, 0, 0); return x; } } class B implements Quiet { say(x: u32): u32 { return x; } } function loud(l: Loud): u32 { return l.say(1); } function quiet(q: Quiet): u32 { return q.say(1); } export function f(): u32 { return loud(new A()) + thread_join<u32>(thread_spawn<u32>(1000, (): u32 => quiet(new B()))); }`,
    },
    {
      name: "after the thread, in a helper",
      code: `${host} function after(x: u32): u32 { deploy(0, 0, 0, 0, 0); return x; } export function f(): u32 { const h = thread_spawn<u32>(1000, (): u32 => work(1)); return after(thread_join<u32>(h)); }`,
    },
  ],
  invalid: [
    { name: "a deployment", code: `${host} export function f(): u32 { return ${joined("«deploy(0, 0, 0, 0, 0)»")}; }` },
    { name: "an update", code: `${host} export function f(): u32 { return ${joined("«update(0, 0, 0, 0)»")}; }` },
    {
      name: "a deployment in a function",
      code: `${host} function make(): u32 { return «deploy(0, 0, 0, 0, 0)»; } export function f(): u32 { return ${joined("make() + 1")}; }`,
    },
    {
      name: "in a constructor",
      code: `${host} class A { x: u32 = 1; constructor() { «deploy(0, 0, 0, 0, 0)»; } } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => new A().x)); }`,
    },
    {
      name: "in a setter",
      code: `${host} class A { set v(x: u32) { «deploy(0, 0, 0, 0, 0)»; } get v(): u32 { return 1; } } function put(): u32 { const a = new A(); a.v = 5; return 1; } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => put())); }`,
    },
    {
      name: "in a default argument",
      code: `${host} function cost(): u32 { «deploy(0, 0, 0, 0, 0)»; return 1; } function note(x: u32, y: u32 = cost()): u32 { return x + y; } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => note(1))); }`,
    },
    {
      name: "in a generic function",
      code: `${host} function note<T>(x: T): T { «deploy(0, 0, 0, 0, 0)»; return x; } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => note<u32>(1))); }`,
    },
    {
      name: "in a recursive function",
      code: `${host} function down(n: u32): u32 { if (n > 0) return down(n - 1); «deploy(0, 0, 0, 0, 0)»; return 1; } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => down(3))); }`,
    },
    {
      name: "in an index operator",
      code: `${host} class A { @operator('[]') at(i: u32): u32 { «deploy(0, 0, 0, 0, 0)»; return i; } } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => new A()[1])); }`,
    },
    {
      name: "through an interface",
      code: `${host} interface Quiet { say(x: u32): u32; } class B implements Quiet { say(x: u32): u32 { «deploy(0, 0, 0, 0, 0)»; return x; } } function quiet(q: Quiet): u32 { return q.say(1); } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => quiet(new B()))); }`,
    },
  ],
});
