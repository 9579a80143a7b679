import { testRule } from "./harness/rule-table";

testRule("TC1002", {
  valid: [
    {
      name: "a type at the spawn",
      code: `export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, () => work(1))); }`,
    },
    {
      name: "a type at the closure",
      code: `export function f(): u32 { return thread_join<u32>(thread_spawn(1000, (): u32 => work(1))); }`,
    },
    {
      name: "a type at both",
      code: `export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => work(1))); }`,
    },
  ],
  invalid: [
    {
      name: "no type at all",
      code: `export function f(): u32 { return thread_join<u32>(«thread_spawn(1000, () => work(1))»); }`,
    },
    {
      name: "no type at a block",
      code: `export function f(): void { thread_join(«thread_spawn(1000, () => { work(1); })»); }`,
    },
    {
      name: "no type with a reservation",
      code: `export function f(): void { thread_join(«thread_spawn_with_reservation(1000, ["a"], () => { Storage.set<u32>("a", 1); })»); }`,
    },
  ],
});
