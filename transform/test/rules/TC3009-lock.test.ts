import { testRule } from "./harness/rule-table";

testRule("TC3009", {
  valid: [
    {
      name: "a function of the author with such a name",
      code: `function acquire_lock(id: u64): u64 { return id; } export function f(): u64 { return acquire_lock(1); }`,
    },
    {
      name: "an import of the same name from another module",
      code: `@external("other", "thread_lock") declare function lock(): u32; export function f(): u32 { return lock(); }`,
    },
    {
      name: "L-4: slots instead of locks",
      code: `export function f(): void { thread_join(thread_spawn_with_reservation<void>(1000, ["lock"], (): void => Storage.set<u32>("lock", 1))); }`,
    },
  ],
  invalid: [
    {
      name: "L-1: a declared lock",
      code: `«@external("env", "thread_lock") declare function lock(id: u64): void»; export function f(): u32 { lock(1); return 1; }`,
    },
    {
      name: "L-3: a lock of the SDK, which has none",
      alone: true,
      code: `import { «thread_lock» } from "@threaded-contract/sdk"; export function f(): u32 { thread_lock(1); return 1; }`,
    },
    {
      name: "L-2: a declared release",
      code: `«@external("env", "release_lock") declare function release(id: u64): void»; export function f(): u32 { release(1); return 1; }`,
    },
  ],
});
