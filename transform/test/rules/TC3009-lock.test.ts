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
    {
      name: "a class of the author",
      code: `class Lock { held: bool = false; acquire(): void { this.held = true; } } export function f(): u32 { const l = new Lock(); l.acquire(); return l.held ? 1 : 2; }`,
    },
    {
      name: "a method of the author with such a name",
      code: `class A { thread_lock(id: u32): u32 { return id; } } export function f(): u32 { return new A().thread_lock(1); }`,
    },
    {
      name: "a variable with such a name",
      code: `export function f(): u32 { const release_lock: u32 = 3; return release_lock; }`,
    },
    { name: "a text with such a name", code: `export function f(): u32 { return "thread_lock".length; }` },
    {
      name: "a comment with such a name",
      code: `// thread_lock is not there yet\nexport function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => work(1))); }`,
    },
    {
      name: "an import of the author's own file",
      code: `import { thread_lock } from "./locks"; export function f(): u32 { return thread_lock(1); }`,
      files: { "locks.ts": `export function thread_lock(id: u32): u32 { return id; }` },
    },
    {
      name: "memory of each thread's own instead of locks",
      code: `export function f(): u32 { const region = SharedMemory.allocate(8); thread_join(thread_spawn_with_memory<void>(1000, [region], (): void => region.setU32(0, 7))); return region.getU32(0); }`,
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
    {
      name: "a declared acquire",
      code: `«@external("env", "acquire_lock") declare function take(id: u64): void»; export function f(): u32 { take(1); return 1; }`,
    },
    {
      name: "a declared unlock",
      code: `«@external("env", "thread_unlock") declare function give(id: u64): void»; export function f(): u32 { give(1); return 1; }`,
    },
    {
      name: "a lock that nobody calls",
      code: `«@external("env", "thread_lock") declare function lock(id: u64): void»; export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => work(1))); }`,
    },
    {
      name: "a lock of another signature",
      code: `«@external("env", "thread_lock") declare function lock(): u32»; export function f(): u32 { return lock(); }`,
    },
    {
      name: "a lock that a thread takes",
      code: `«@external("env", "thread_lock") declare function lock(id: u64): void»; export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => { lock(1); return 1; })); }`,
    },
    {
      name: "a lock in another file",
      code: `import { lock } from "./lock"; export function f(): u32 { lock(1); return 1; }`,
      files: { "lock.ts": `«@external(\"env\", \"acquire_lock\") export declare function lock(id: u64): void»;` },
    },
    {
      name: "a release that a method calls",
      code: `«@external("env", "release_lock") declare function give(id: u64): void»; class A { go(): u32 { give(1); return 1; } } export function f(): u32 { return new A().go(); }`,
    },
  ],
});
