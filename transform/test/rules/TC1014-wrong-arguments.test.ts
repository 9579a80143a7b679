import { testRule } from "./harness/rule-table";

testRule("TC1014", {
  valid: [
    {
      name: "a gas budget and a body",
      code: `export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => work(1))); }`,
    },
    {
      name: "slots between them",
      code: `export function f(): void { thread_join(thread_spawn_with_reservation<void>(1000, ["a"], (): void => { Storage.set<u32>("a", 1); })); }`,
    },
    {
      name: "regions between them",
      code: `export function f(): void { thread_join(thread_spawn_with_memory<void>(1000, [SharedMemory.allocate(64)], (): void => { work(1); })); }`,
    },
  ],
  invalid: [
    {
      name: "H-8: no gas budget",
      code: `export function f(): u32 { return thread_join<u32>(«thread_spawn<u32>((): u32 => work(1))»); }`,
    },
    {
      name: "slots without a reservation",
      code: `export function f(): void { thread_join(«thread_spawn<void>(1000, ["a"], (): void => { work(1); })»); }`,
    },
    {
      name: "a reservation without slots",
      code: `export function f(): void { thread_join(«thread_spawn_with_reservation<void>(1000, (): void => { work(1); })»); }`,
    },
    { name: "nothing", code: `export function f(): u32 { return thread_join<u32>(«thread_spawn<u32>()»); }` },
  ],
});
