import { testRule } from "./harness/rule-table";

const spawn = `thread_spawn<u32>(1000, (): u32 => work(1))`;

testRule("TC2006", {
  valid: [
    { name: "a local variable", code: `export function f(): u32 { const h = ${spawn}; return thread_join<u32>(h); }` },
    {
      name: "a function of the program",
      code: `function end(h: ThreadHandle): u32 { return thread_join<u32>(h); } export function f(): u32 { return end(${spawn}); }`,
    },
    {
      name: "a function of another file",
      code: `import { end } from "./helper"; export function f(): u32 { const h = ${spawn}; return end(h); }`,
      files: {
        "helper.ts": `import { thread_join, ThreadHandle } from "@threaded-contract/sdk"; export function end(h: ThreadHandle): u32 { return thread_join<u32>(h); }`,
      },
    },
    {
      name: "a method",
      code: `class Pool { end(h: ThreadHandle): u32 { return thread_join<u32>(h); } run(): u32 { const h = ${spawn}; return this.end(h); } }
      export function f(): u32 { return new Pool().run(); }`,
    },
    {
      name: "a warning that is allowed",
      code: `class Pool { h: ThreadHandle | null = null; }
      export function f(): u32 {
        const pool = new Pool();
        pool.h = ${spawn}; // threaded-contract: allow TC2006
        return thread_join<u32>(pool.h!);
      }`,
    },
    {
      name: "an array of the function",
      code: `export function f(): u32 { const handles: ThreadHandle[] = [${spawn}]; return thread_join<u32>(handles[0]); }`,
    },
    {
      name: "an array that a helper joins",
      code: `function all(handles: ThreadHandle[]): u32 { let s: u32 = 0; for (let i = 0; i < handles.length; i++) s += thread_join<u32>(handles[i]); return s; } export function f(): u32 { return all([${spawn}, ${spawn}]); }`,
    },
    {
      name: "a handle that a helper returns",
      code: `function start(): ThreadHandle { return ${spawn}; } export function f(): u32 { const h = start(); return thread_join<u32>(h); }`,
    },
    {
      name: "a static method",
      code: `class Pool { static end(h: ThreadHandle): u32 { return thread_join<u32>(h); } } export function f(): u32 { return Pool.end(${spawn}); }`,
    },
    {
      name: "a second name",
      code: `export function f(): u32 { const h = ${spawn}; const k = h; return thread_join<u32>(k); }`,
    },
  ],
  invalid: [
    {
      name: "a field",
      code: `class Pool { h: ThreadHandle | null = null; run(): u32 { «this.h = ${spawn}»; return thread_join<u32>(this.h!); } }
      export function f(): u32 { return new Pool().run(); }`,
    },
    {
      name: "a module variable",
      code: `let global: ThreadHandle | null = null; export function f(): u32 { const h = ${spawn}; «global = h»; return thread_join<u32>(global!); }`,
    },
    {
      name: "a map",
      code: `export function f(): u32 { const map = new Map<u32, ThreadHandle>(); const h = ${spawn}; «map.set(1, h)»; return thread_join<u32>(map.get(1)); }`,
    },
    {
      name: "an index that cannot be followed",
      code: `export function f(n: u32): u32 {
        const handles: ThreadHandle[] = [];
        for (let i: u32 = 0; i < n; i++) handles.push(${spawn});
        let sum: u32 = 0;
        for (let i: u32 = 0; i < n; i++) sum += «thread_join<u32>(handles[n - i - 1])»;
        return sum;
      }`,
    },
    {
      name: "another type",
      code: `export function f(): u32 { const h = ${spawn}; const p = «changetype<usize>(h)»; return thread_join<u32>(changetype<ThreadHandle>(p)); }`,
    },
    {
      name: "a static field",
      code: `class Pool { static h: ThreadHandle | null = null; } export function f(): u32 { «Pool.h = ${spawn}»; return thread_join<u32>(Pool.h!); }`,
    },
    {
      name: "a set",
      code: `export function f(): u32 { const all = new Set<ThreadHandle>(); const h = ${spawn}; «all.add(h)»; return thread_join<u32>(all.values()[0]); }`,
    },
    {
      name: "an element of an object's array",
      code: `class Pool { all: ThreadHandle[] = []; } export function f(): u32 { const pool = new Pool(); const h = ${spawn}; «pool.all.push(h)»; return thread_join<u32>(pool.all[0]); }`,
    },
    {
      name: "a function value",
      code: `function end(h: ThreadHandle): u32 { return thread_join<u32>(h); } export function f(): u32 { const g: (h: ThreadHandle) => u32 = end; const h = ${spawn}; return «g(h)»; }`,
    },
    {
      name: "a constructor",
      code: `class Pool { constructor(public h: ThreadHandle) {} } export function f(): u32 { const h = ${spawn}; const pool = «new Pool(h)»; return thread_join<u32>(pool.h); }`,
    },
  ],
});
