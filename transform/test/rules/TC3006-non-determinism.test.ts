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
  ],
});
