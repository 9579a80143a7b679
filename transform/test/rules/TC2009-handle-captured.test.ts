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
  ],
});
