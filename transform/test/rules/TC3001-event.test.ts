import { testRule } from "./harness/rule-table";

const joined = (body: string) => `thread_join<u32>(thread_spawn<u32>(1000, (): u32 => ${body}))`;
const log = `class Log { write(x: u32): void {} } class EventLog extends Log { write(x: u32): void { emit("written", new Uint8Array(4)); } }`;

testRule("TC3001", {
  valid: [
    {
      name: "an event after the join",
      code: `export function f(): u32 { const r = ${joined("work(1)")}; emit("done", new Uint8Array(4)); return r; }`,
    },
    {
      name: "a function of the caller that emits",
      code: `function note(): void { emit("done", new Uint8Array(4)); } export function f(): u32 { note(); return ${joined("work(1)")}; }`,
    },
    {
      name: "a virtual call without an override that emits",
      code: `class Log { write(x: u32): void {} } class Silent extends Log { write(x: u32): void {} } export function f(c: bool): u32 { const log: Log = c ? new Log() : new Silent(); return ${joined("{ log.write(1); return 1; }")}; }`,
    },
    {
      name: "a function value of another signature that emits",
      code: `function run(g: (x: u64) => void): void { g(1); } export function f(): u32 { run((x: u64): void => emit("a", new Uint8Array(1))); return ${joined("[1, 2].map<u32>((x: u32): u32 => x)[0]")}; }`,
    },
    {
      name: "under a constant that is false",
      code: `const DEBUG: bool = false; function note(x: u32): u32 { if (DEBUG) { emit("a", new Uint8Array(1)); } return x; } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => note(1))); }`,
    },
    {
      name: "in a method that nobody calls in the thread",
      code: `class A { go(): u32 { return 1; } other(): void { emit("a", new Uint8Array(1)); } } export function f(): u32 { const a = new A(); a.other(); return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => a.go())); }`,
    },
    {
      name: "in a type test of another instance",
      code: `function note<T>(x: T): u32 { if (isString<T>()) { emit("a", new Uint8Array(1)); } return 1; } export function f(): u32 { note<string>("a"); return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => note<u32>(1))); }`,
    },
    {
      name: "in a default argument that is given",
      code: `function cost(): u32 { emit("a", new Uint8Array(1)); return 1; } function note(x: u32, y: u32 = cost()): u32 { return x + y; } export function f(): u32 { return note(1) + thread_join<u32>(thread_spawn<u32>(1000, (): u32 => note(1, 2))); }`,
    },
    {
      name: "in a module's initial value",
      code: `function first(): u32 { emit("a", new Uint8Array(1)); return 1; } let start: u32 = first(); export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => start + 1)); }`,
    },
    {
      name: "in another implementation of another interface",
      code: `interface Loud { say(x: u32): u32; } interface Quiet { say(x: u32): u32; } class A implements Loud { say(x: u32): u32 { emit("a", new Uint8Array(1)); return x; } } class B implements Quiet { say(x: u32): u32 { return x; } } function loud(l: Loud): u32 { return l.say(1); } function quiet(q: Quiet): u32 { return q.say(1); } export function f(): u32 { return loud(new A()) + thread_join<u32>(thread_spawn<u32>(1000, (): u32 => quiet(new B()))); }`,
    },
  ],
  invalid: [
    {
      name: "an event in the body",
      code: `export function f(): u32 { return thread_join<u32>(‹thread_spawn<u32>(1000, (): u32 => { «emit("done", new Uint8Array(4))»; return 1; })›); }`,
    },
    {
      name: "an event in a function",
      code: `function note(x: u32): void { if (x > 1) «emit("done", new Uint8Array(4))»; } function deep(x: u32): u32 { note(x); return x; } export function f(): u32 { return ${joined("deep(2)")}; }`,
    },
    {
      name: "an event in an override",
      code: `${log.replace(/emit\(.*?\)\)/, "«$&»")} export function f(c: bool): u32 { const log: Log = c ? new Log() : new EventLog(); return ${joined("{ log.write(1); return 1; }")}; }`,
    },
    {
      name: "an event in a function value",
      code: `function run(g: (x: u32) => u32): u32 { return g(1); } export function f(): u32 { return ${joined('run((x: u32): u32 => { «emit("a", new Uint8Array(1))»; return x; })')}; }`,
    },
    {
      name: "an event in a getter and an operator",
      code: `class A { get x(): u32 { «emit("a", new Uint8Array(1))»; return 1; } @operator("+") plus(o: A): u32 { «emit("b", new Uint8Array(1))»; return 2; } } export function f(): u32 { const a = new A(); return ${joined("a.x + (a + a)")}; }`,
    },
    {
      name: "an event in another file",
      code: `import { note } from "./note"; export function f(): u32 { return ${joined("note<u32>(1)")}; }`,
      files: {
        "note.ts": `import { emit } from "@threaded-contract/sdk"; export function note<T>(x: T): T { «emit("a", new Uint8Array(1))»; return x; }`,
      },
    },
    {
      name: "in a method of a base class",
      code: `class A { go(): u32 { «emit("a", new Uint8Array(1))»; return 1; } } class B extends A { } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => new B().go())); }`,
    },
    {
      name: "in a constructor",
      code: `class A { x: u32 = 1; constructor() { «emit("a", new Uint8Array(1))»; } } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => new A().x)); }`,
    },
    {
      name: "in a setter",
      code: `class A { set v(x: u32) { «emit("a", new Uint8Array(1))»; } get v(): u32 { return 1; } } function put(): u32 { const a = new A(); a.v = 5; return 1; } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => put())); }`,
    },
    {
      name: "in a default argument",
      code: `function cost(): u32 { «emit("a", new Uint8Array(1))»; return 1; } function note(x: u32, y: u32 = cost()): u32 { return x + y; } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => note(1))); }`,
    },
  ],
});
