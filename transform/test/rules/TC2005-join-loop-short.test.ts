import { testRule } from "./harness/rule-table";

const fill = `const handles: ThreadHandle[] = [];
  for (let i: u32 = 0; i < n; i++) handles.push(thread_spawn<u32>(1000, (): u32 => work(i)));
  let sum: u32 = 0;`;

testRule("TC2005", {
  valid: [
    {
      name: "a loop up to the length",
      code: `export function f(n: u32): u32 { ${fill} for (let i = 0; i < handles.length; ++i) sum += thread_join<u32>(handles[i]); return sum; }`,
    },
    {
      name: "a loop down from the length",
      code: `export function f(n: u32): u32 { ${fill} for (let i = handles.length - 1; i >= 0; i--) sum += thread_join<u32>(handles[i]); return sum; }`,
    },
    {
      name: "a length in a variable",
      code: `export function f(n: u32): u32 { ${fill} for (let i = 0, k = handles.length; i < k; i += 1) sum += thread_join<u32>(handles[i]); return sum; }`,
    },
    {
      name: "a while loop",
      code: `export function f(n: u32): u32 { ${fill} let i = 0; while (i < handles.length) { sum += thread_join<u32>(handles[i]); i++; } return sum; }`,
    },
    {
      name: "the first element joined by itself",
      code: `export function f(n: u32): u32 { ${fill} sum = thread_join<u32>(handles[0]); for (let i = 1; i < handles.length; i++) sum += thread_join<u32>(handles[i]); return sum; }`,
    },
    {
      name: "a converted length",
      code: `export function f(n: u32): u32 { ${fill} for (let i: u32 = 0; i < u32(handles.length); i++) sum += thread_join<u32>(handles[i]); return sum; }`,
    },
    {
      name: "a fixed number of threads",
      code: `export function f(): u32 {
        const handles = new StaticArray<ThreadHandle>(4);
        for (let i = 0; i < 4; i++) handles[i] = thread_spawn<u32>(1000, (): u32 => work(i));
        let sum: u32 = 0;
        for (let i = 0; i < 4; i++) sum += thread_join<u32>(handles[i]);
        return sum;
      }`,
    },
    {
      name: "a method that visits every element",
      code: `export function f(n: u32): void { ${fill} handles.forEach((h: ThreadHandle) => { thread_join<u32>(h); }); }`,
    },
    {
      name: "an array taken apart",
      code: `export function f(n: u32): u32 { ${fill} while (handles.length > 0) sum += thread_join<u32>(handles.pop()); return sum; }`,
    },
    {
      name: "a loop as long as the one that spawns",
      code: `export function f(n: u32): u32 { ${fill} for (let i: u32 = 0; i < n; i++) sum += thread_join<u32>(handles[i]); return sum; }`,
    },
  ],
  invalid: [
    {
      name: "a loop that begins at one",
      code: `export function f(n: u32): u32 { ${fill} «for (let i = 1; i < handles.length; i++)» sum += thread_join<u32>(handles[i]); return sum; }`,
    },
    {
      name: "a loop that ends too early",
      code: `export function f(n: u32): u32 { ${fill} «for (let i = 0; i < handles.length - 1; i++)» sum += thread_join<u32>(handles[i]); return sum; }`,
    },
    {
      name: "a step of two",
      code: `export function f(n: u32): u32 { ${fill} «for (let i = 0; i < handles.length; i += 2)» sum += thread_join<u32>(handles[i]); return sum; }`,
    },
    {
      name: "another bound",
      code: `export function f(n: u32, m: u32): u32 { ${fill} «for (let i: u32 = 0; i < m; i++)» sum += thread_join<u32>(handles[i]); return sum; }`,
    },
    {
      name: "a join under a condition",
      code: `export function f(n: u32): u32 { ${fill} «for (let i = 0; i < handles.length; i++)» { if (i % 2 == 0) sum += thread_join<u32>(handles[i]); } return sum; }`,
    },
    {
      name: "a continue before the join",
      code: `export function f(n: u32): u32 { ${fill} «for (let i = 0; i < handles.length; i++)» { if (sum > 9) continue; sum += thread_join<u32>(handles[i]); } return sum; }`,
    },
    {
      name: "as many joins as spawns would be without their condition",
      code: `export function f(n: u32): u32 {
        const handles: ThreadHandle[] = [];
        for (let i: u32 = 0; i < n; i++) { if (i != 3) handles.push(thread_spawn<u32>(1000, (): u32 => work(i))); }
        let sum: u32 = 0;
        «for (let i: u32 = 0; i < n; i++)» sum += thread_join<u32>(handles[i]);
        return sum;
      }`,
    },
    {
      name: "a loop down to one",
      code: `export function f(n: u32): u32 { ${fill} «for (let i = handles.length - 1; i > 0; i--)» sum += thread_join<u32>(handles[i]); return sum; }`,
    },
    {
      name: "a fixed bound",
      code: `export function f(n: u32): u32 { ${fill} «for (let i: u32 = 0; i < 5; i++)» sum += thread_join<u32>(handles[i]); return sum; }`,
    },
    {
      name: "a loop that begins at a parameter",
      code: `export function f(n: u32, m: u32): u32 { ${fill} «for (let i: u32 = m; i < n; i++)» sum += thread_join<u32>(handles[i]); return sum; }`,
    },
  ],
});
