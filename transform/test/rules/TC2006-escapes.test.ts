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
  ],
});
