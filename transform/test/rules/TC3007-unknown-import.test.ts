import { testRule } from "./harness/rule-table";

const host = `@external("env", "oracle") declare function oracle(): u32;
@external("other", "sha256") declare function hash(a: usize, b: u32, c: usize): void;`;
const joined = (body: string) => `thread_join<u32>(thread_spawn<u32>(1000, (): u32 => ${body}))`;

testRule("TC3007", {
  valid: [
    {
      name: "known host functions",
      code: `import { sha256, Context } from "@threaded-contract/sdk"; export function f(): u32 { return ${joined("sha256(new Uint8Array(3)).toString().length + Context.sender.toString().length")}; }`,
    },
    {
      name: "an unknown one used by the caller",
      code: `${host} export function f(): u32 { const x = oracle(); return ${joined("work(x)")}; }`,
    },
    {
      name: "a failed assertion",
      code: `export function f(x: u32): u32 { return ${joined("{ assert(x > 1, 'too small'); return x; }")}; }`,
    },
  ],
  invalid: [
    { name: "an unknown function", code: `${host} export function f(): u32 { return ${joined("«oracle()»")}; }` },
    {
      name: "a known name of another module",
      code: `${host} export function f(): u32 { return ${joined("{ «hash(0, 0, 0)»; return 1; }")}; }`,
    },
    {
      name: "an unknown function in a class",
      code: `${host} class Feed { price(): u32 { return «oracle()»; } } export function f(): u32 { const feed = new Feed(); return ${joined("feed.price()")}; }`,
    },
  ],
});
