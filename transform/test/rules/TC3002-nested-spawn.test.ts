import { testRule } from "./harness/rule-table";

const joined = (body: string) => `thread_join<u32>(thread_spawn<u32>(1000, (): u32 => ${body}))`;

testRule("TC3002", {
  valid: [
    {
      name: "two threads of the caller",
      code: `export function f(): u32 { return ${joined("work(1)")} + ${joined("work(2)")}; }`,
    },
    {
      name: "a function that spawns, called by the caller",
      code: `function run(x: u32): u32 { return ${joined("work(x)")}; } export function f(): u32 { return run(1) + ${joined("work(2)")}; }`,
    },
    {
      name: "a spawn in the arguments of a spawn",
      code: `function gas(): u64 { return ${joined("1")}; } export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(gas(), (): u32 => work(1))); }`,
    },
  ],
  invalid: [
    {
      name: "H-12: a spawn in the body",
      code: `export function f(): u32 { return thread_join<u32>(‹thread_spawn<u32>(1000, (): u32 => { const h = «thread_spawn<u32>(500, (): u32 => work(1))»; return thread_join<u32>(h); })›); }`,
      also: ["TC2008"],
    },
    {
      name: "a spawn in a function",
      alone: true,
      code: `function run(x: u32): u32 { return thread_join<u32>(«thread_spawn<u32>(500, (): u32 => work(x))»); } export function f(): u32 { return ${joined("run(1)")}; }`,
      also: ["TC2008"],
    },
    {
      name: "a spawn in a method",
      alone: true,
      code: `class Pool { run(x: u32): u32 { return thread_join<u32>(«thread_spawn<u32>(500, (): u32 => work(x))»); } all(): u32 { return ${joined("this.run(1)")}; } } export function f(): u32 { return new Pool().all(); }`,
      also: ["TC2008"],
    },
  ],
});
