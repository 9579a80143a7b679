import { testRule } from "./harness/rule-table";

const joined = (body: string) => `thread_join(thread_spawn<void>(1000, (): void => { ${body} }))`;

testRule("TC3003", {
  valid: [
    {
      name: "a reading thread",
      code: `export function f(): u64 { return thread_join<u64>(thread_spawn<u64>(1000, (): u64 => Storage.get<u64>("a"))); }`,
    },
    {
      name: "a thread with a reservation",
      code: `export function f(): void { thread_join(thread_spawn_with_reservation<void>(1000, ["a"], (): void => Storage.set<u64>("a", 1))); }`,
    },
    {
      name: "a write of the caller",
      code: `export function f(): void { ${joined("work(1);")}; Storage.set<u64>("a", 1); }`,
    },
  ],
  invalid: [
    {
      name: "a write in the body",
      code: `export function f(): void { thread_join(‹thread_spawn<void>(1000, (): void => { «Storage.set<u64>("a", 1)»; })›); }`,
    },
    {
      name: "a write in a function",
      code: `function save(x: u32): void { if (x > 1) «Storage.remove("a")»; } export function f(): void { ${joined("save(2);")}; }`,
    },
    {
      name: "a setter",
      code: `export function f(): void { const total = new Stored<u64>("total"); ${joined("«total.value = 5»;")}; }`,
    },
    {
      name: "a write with memory only",
      code: `export function f(): void { thread_join(thread_spawn_with_memory<void>(1000, [SharedMemory.allocate(8)], (): void => { «Storage.set<u64>("a", 1)»; })); }`,
    },
  ],
});
