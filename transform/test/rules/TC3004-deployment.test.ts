import { testRule } from "./harness/rule-table";

const host = `@external("env", "deployFromAddress") declare function deploy(origin: usize, salt: usize, data: usize, length: u32, address: usize): u32;
@external("env", "updateFromAddress") declare function update(address: usize, data: usize, length: u32, options: u32): u32;`;
const joined = (body: string) => `thread_join<u32>(thread_spawn<u32>(1000, (): u32 => ${body}))`;

testRule("TC3004", {
  valid: [
    {
      name: "a deployment by the caller",
      code: `${host} export function f(): u32 { return deploy(0, 0, 0, 0, 0) + ${joined("work(1)")}; }`,
    },
    {
      name: "an update by the caller",
      code: `${host} export function f(): u32 { return update(0, 0, 0, 0) + ${joined("work(1)")}; }`,
    },
    {
      name: "a call of another contract",
      code: `import { Address } from "@threaded-contract/sdk"; export function f(a: Address): u32 { return ${joined("call(a, new Uint8Array(4)).data.length")}; }`,
    },
  ],
  invalid: [
    { name: "a deployment", code: `${host} export function f(): u32 { return ${joined("«deploy(0, 0, 0, 0, 0)»")}; }` },
    { name: "an update", code: `${host} export function f(): u32 { return ${joined("«update(0, 0, 0, 0)»")}; }` },
    {
      name: "a deployment in a function",
      code: `${host} function make(): u32 { return «deploy(0, 0, 0, 0, 0)»; } export function f(): u32 { return ${joined("make() + 1")}; }`,
    },
  ],
});
