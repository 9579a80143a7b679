import { testRule } from "./harness/rule-table";

const spawn = `thread_spawn<u32>(1000, (): u32 => work(1))`;

testRule("TC2009", {
  valid: [
    {
      name: "the value of the join",
      code: `export function f(): u32 { const a = thread_join<u32>(${spawn}); return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => work(a))); }`,
    },
    {
      name: "the number of threads so far",
      code: `export function f(n: u32): u32 {
        const handles: ThreadHandle[] = [];
        for (let i: u32 = 0; i < n; i++) handles.push(thread_spawn<u32>(1000, (): u32 => work(handles.length)));
        let sum: u32 = 0;
        for (let i = 0; i < handles.length; i++) sum += thread_join<u32>(handles[i]);
        return sum;
      }`,
    },
    {
      name: "a variable of the same name inside",
      code: `export function f(): u32 { const h = thread_spawn<u32>(1000, (): u32 => { const h: u32 = 5; return work(h); }); return thread_join<u32>(h); }`,
    },
    {
      name: "two values of joins",
      code: `export function f(): u32 { const a = thread_join<u32>(${spawn}), b = thread_join<u32>(${spawn}); return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => a + b)); }`,
    },
    {
      name: "a handle that the body does not use",
      code: `export function f(): u32 { const a = ${spawn}; const b = thread_spawn<u32>(1000, (): u32 => 2); return thread_join<u32>(a) + thread_join<u32>(b); }`,
    },
    {
      name: "an array of values",
      code: `export function f(n: u32): u32 { const all: u32[] = []; for (let i: u32 = 0; i < n; i++) all.push(thread_join<u32>(${spawn})); return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => all.length)); }`,
    },
    {
      name: "a property with the handle's name",
      code: `class P { a: u32 = 1; } export function f(): u32 { const p = new P(); const a = ${spawn}; const b = thread_spawn<u32>(1000, (): u32 => p.a); return thread_join<u32>(a) + thread_join<u32>(b); }`,
    },
    {
      name: "the result of a try-join",
      code: `export function f(): u32 { const r = thread_try_join<u32>(${spawn}); const ok = r.ok; return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => ok ? 1 : 2)); }`,
    },
    {
      name: "a later handle of the same name in another block",
      code: `export function f(): u32 { let s: u32 = 0; { const a: u32 = 1; s += thread_join<u32>(thread_spawn<u32>(1000, (): u32 => work(a))); } { const a = ${spawn}; s += thread_join<u32>(a); } return s; }`,
    },
    {
      name: "a parameter of an inner function with the handle's name",
      code: `export function f(): u32 { const a = ${spawn}; const b = thread_spawn<u32>(1000, (): u32 => { const g = (a: u32): u32 => a; return g(1); }); return thread_join<u32>(a) + thread_join<u32>(b); }`,
    },
  ],
  invalid: [
    {
      name: "H-3: a handle",
      code: `export function f(): u32 {
        const a = ‹${spawn}›;
        const b = thread_spawn<u32>(1000, (): u32 => { const c = «a»; return work(c == null ? 1 : 2); });
        return thread_join<u32>(a) + thread_join<u32>(b);
      }`,
    },
    {
      name: "an array of handles",
      code: `export function f(n: u32): u32 {
        const handles: ThreadHandle[] = [];
        for (let i: u32 = 0; i < n; i++) handles.push(thread_spawn<u32>(1000, (): u32 => «handles»[0] == null ? 1 : 2));
        let sum: u32 = 0;
        for (let i = 0; i < handles.length; i++) sum += thread_join<u32>(handles[i]);
        return sum;
      }`,
    },
    {
      name: "a handle that is a parameter",
      code: `function both(a: ThreadHandle): u32 { const b = thread_spawn<u32>(1000, (): u32 => «a» == null ? 1 : 2); return thread_join<u32>(a) + thread_join<u32>(b); }
      export function f(): u32 { return both(${spawn}); }`,
    },
    {
      name: "a second name of a handle",
      code: `export function f(): u32 { const a = ${spawn}; const k = a; const b = thread_spawn<u32>(1000, (): u32 => «k» == null ? 1 : 2); return thread_join<u32>(a) + thread_join<u32>(b); }`,
    },
    {
      name: "a handle that a helper returns",
      code: `function start(): ThreadHandle { return ${spawn}; } export function f(): u32 { const a = start(); const b = thread_spawn<u32>(1000, (): u32 => «a» == null ? 1 : 2); return thread_join<u32>(a) + thread_join<u32>(b); }`,
    },
    {
      name: "a handle or null",
      code: `export function f(c: bool): u32 { let a: ThreadHandle | null = null; if (c) a = ${spawn}; const b = thread_spawn<u32>(1000, (): u32 => «a» == null ? 1 : 2); let r = thread_join<u32>(b); if (c) r += thread_join<u32>(a!); return r; }`,
    },
    {
      name: "a handle in a block body",
      code: `export function f(): u32 { const a = ${spawn}; const b = thread_spawn<u32>(1000, (): u32 => { if («a» == null) return 1; return 2; }); return thread_join<u32>(a) + thread_join<u32>(b); }`,
    },
    {
      name: "a handle with a reservation",
      code: `export function f(): u32 { const a = ${spawn}; const b = thread_spawn_with_reservation<u32>(1000, ["s"], (): u32 => { Storage.set<bool>("s", «a» == null); return 1; }); return thread_join<u32>(a) + thread_join<u32>(b); }`,
    },
    {
      name: "a handle with regions",
      code: `export function f(): u32 { const a = ${spawn}; const b = thread_spawn_with_memory<u32>(1000, [SharedMemory.allocate(8)], (): u32 => «a» == null ? 1 : 2); return thread_join<u32>(a) + thread_join<u32>(b); }`,
    },
    {
      name: "a ticket",
      code: `export function f(): u32 { const a = ${spawn}; const b = thread_spawn<u32>(1000, (): u32 => <u32>«a».ticket); return thread_join<u32>(a) + thread_join<u32>(b); }`,
    },
  ],
});
