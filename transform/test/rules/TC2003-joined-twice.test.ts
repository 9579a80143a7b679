import { testRule } from "./harness/rule-table";

const spawn = `thread_spawn<u32>(1000, (): u32 => work(1))`;

testRule("TC2003", {
  valid: [
    { name: "one join", code: `export function f(): u32 { const h = ${spawn}; return thread_join<u32>(h); }` },
    {
      name: "a join in each branch",
      code: `export function f(c: bool): u32 { const h = ${spawn}; return c ? thread_join<u32>(h) : thread_join_with_refund<u32>(h); }`,
    },
    {
      name: "joins under a condition and its opposite",
      code: `export function f(n: u32): u32 {
        const h = ${spawn};
        let r: u32 = 0;
        if (n >= 5) r = thread_join<u32>(h);
        if (n < 5) r = thread_join<u32>(h);
        return r;
      }`,
    },
    {
      name: "a variable that holds a new thread",
      code: `export function f(): u32 { let h = ${spawn}; const a = thread_join<u32>(h); h = ${spawn}; return a + thread_join<u32>(h); }`,
    },
    {
      name: "the same value used twice",
      code: `export function f(): u32 { const h = ${spawn}; const a = thread_join<u32>(h); return a + a; }`,
    },
    {
      name: "two threads",
      code: `export function f(): u32 { const h = thread_spawn<u32>(1000, (): u32 => work(1)); const k = thread_spawn<u32>(1000, (): u32 => work(1)); return thread_join<u32>(h) + thread_join<u32>(k); }`,
    },
    {
      name: "a join in a loop of a new thread each round",
      code: `export function f(n: u32): u32 { let s: u32 = 0; for (let i: u32 = 0; i < n; i++) { const h = thread_spawn<u32>(1000, (): u32 => work(1)); s += thread_join<u32>(h); } return s; }`,
    },
    {
      name: "a join in each case of a switch",
      code: `export function f(n: u32): u32 { const h = thread_spawn<u32>(1000, (): u32 => work(1)); switch (n) { case 1: return thread_join<u32>(h); default: return thread_join<u32>(h) + 1; } }`,
    },
    {
      name: "a join before a throw and one without it",
      code: `export function f(c: bool): u32 { const h = thread_spawn<u32>(1000, (): u32 => work(1)); if (c) { thread_join<u32>(h); throw new Error("no"); } return thread_join<u32>(h); }`,
    },
    {
      name: "an array joined from both ends",
      code: `export function f(): u32 { const handles: ThreadHandle[] = [thread_spawn<u32>(1000, (): u32 => work(1)), thread_spawn<u32>(1000, (): u32 => work(1))]; return thread_join<u32>(handles[1]) + thread_join<u32>(handles[0]); }`,
    },
  ],
  invalid: [
    {
      name: "two joins in a row",
      code: `export function f(): u32 { const h = ${spawn}; const a = ‹thread_join<u32>(h)›; return a + «thread_join<u32>(h)»; }`,
    },
    {
      name: "a join after a conditional one",
      code: `export function f(c: bool): u32 {
        const h = ${spawn};
        if (c) thread_join<u32>(h);
        return «thread_join<u32>(h)»;
      }`,
    },
    {
      name: "a join in a loop",
      code: `export function f(n: u32): u32 {
        const h = ${spawn};
        let sum: u32 = 0;
        for (let i: u32 = 0; i < n; i++) sum += «thread_join<u32>(h)»;
        return sum;
      }`,
      also: ["TC2001"],
    },
    {
      name: "two joins of one element in a round",
      code: `export function f(n: u32): u32 {
        const handles: ThreadHandle[] = [];
        for (let i: u32 = 0; i < n; i++) handles.push(${spawn});
        let sum: u32 = 0;
        for (let i = 0; i < handles.length; i++) { if (thread_join<u32>(handles[i]) > 1) sum += «thread_join<u32>(handles[i])»; }
        return sum;
      }`,
    },
    {
      name: "two join loops",
      code: `export function f(n: u32): u32 {
        const handles: ThreadHandle[] = [];
        for (let i: u32 = 0; i < n; i++) handles.push(${spawn});
        let sum: u32 = 0;
        for (let i = 0; i < handles.length; i++) sum += thread_join<u32>(handles[i]);
        for (let i = 0; i < handles.length; i++) sum += «thread_join<u32>(handles[i])»;
        return sum;
      }`,
    },
    {
      name: "two variables with one thread",
      code: `export function f(): u32 { const h = ${spawn}; const k = h; return thread_join<u32>(h) + «thread_join<u32>(k)»; }`,
    },
    {
      name: "a join in a helper and one after it",
      code: `function finish(h: ThreadHandle): u32 { return thread_join<u32>(h); }
      export function f(): u32 { const h = ${spawn}; const a = ‹finish(h)›; return a + «thread_join<u32>(h)»; }`,
    },
    {
      name: "a join in a branch and one after a loop",
      code: `export function f(c: bool): u32 { const h = thread_spawn<u32>(1000, (): u32 => work(1)); for (let i: u32 = 0; i < 3; i++) { work(i); } const a = thread_join<u32>(h); if (c) «thread_join_with_refund<u32>(h)»; return a; }`,
    },
    {
      name: "a try-join and a join",
      code: `export function f(): u32 { const h = thread_spawn<u32>(1000, (): u32 => work(1)); thread_try_join<u32>(h); return «thread_join<u32>(h)»; }`,
    },
    {
      name: "an element joined twice",
      code: `export function f(): u32 { const handles: ThreadHandle[] = [thread_spawn<u32>(1000, (): u32 => work(1))]; const a = thread_join<u32>(handles[0]); return a + «thread_join<u32>(handles[0])»; }`,
    },
  ],
});
