import { testRule } from "./harness/rule-table";

const host = `@external("env", "tload") declare function tload(key: usize, value: usize): void;
@external("env", "tstore") declare function tstore(key: usize, value: usize): void;`;
const joined = (body: string) => `thread_join(thread_spawn<void>(1000, (): void => { ${body} }))`;

testRule("TC3005", {
  valid: [
    {
      name: "ordinary storage",
      code: `export function f(): u64 { return thread_join<u64>(thread_spawn<u64>(1000, (): u64 => Storage.get<u64>("a"))); }`,
    },
    {
      name: "transient storage of the caller",
      code: `${host} export function f(): void { tstore(0, 32); ${joined("work(1);")}; tload(0, 32); }`,
    },
    { name: "a declaration that nobody uses", code: `${host} export function f(): void { ${joined("work(1);")}; }` },
  ],
  invalid: [
    { name: "a write", code: `${host} export function f(): void { ${joined("«tstore(0, 32)»;")}; }` },
    { name: "a read", code: `${host} export function f(): void { ${joined("«tload(0, 32)»;")}; }` },
    {
      name: "a write under a reservation",
      code: `${host} export function f(): void { thread_join(thread_spawn_with_reservation<void>(1000, ["a"], (): void => { «tstore(0, 32)»; })); }`,
    },
  ],
});
