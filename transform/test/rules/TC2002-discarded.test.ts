import { testRule } from "./harness/rule-table";

testRule("TC2002", {
  valid: [
    {
      name: "a handle in a variable",
      code: `export function f(): u32 { const h = thread_spawn<u32>(1000, (): u32 => work(1)); return thread_join<u32>(h); }`,
    },
    {
      name: "a handle joined at once",
      code: `export function f(): u32 { return thread_join<u32>(thread_spawn<u32>(1000, (): u32 => work(1))); }`,
    },
    {
      name: "a handle in an array",
      code: `export function f(): u32 {
        const handles: ThreadHandle[] = [];
        handles.push(thread_spawn<u32>(1000, (): u32 => work(1)));
        return thread_join<u32>(handles[0]);
      }`,
    },
    {
      name: "the value of a join",
      code: `export function f(): void { const h = thread_spawn<u32>(1000, (): u32 => work(1)); thread_join<u32>(h); }`,
    },
    {
      name: "a handle in a branch",
      code: `export function f(c: bool): u32 { let r: u32 = 0; if (c) { const h = thread_spawn<u32>(1000, (): u32 => work(1)); r = thread_join<u32>(h); } return r; }`,
    },
    {
      name: "a handle that a helper joins",
      code: `function end(h: ThreadHandle): u32 { return thread_join<u32>(h); } export function f(): u32 { return end(thread_spawn<u32>(1000, (): u32 => work(1))); }`,
    },
    {
      name: "a handle that is returned and joined",
      code: `function start(): ThreadHandle { return thread_spawn<u32>(1000, (): u32 => work(1)); } export function f(): u32 { return thread_join<u32>(start()); }`,
    },
    {
      name: "a handle taken out of an array and joined",
      code: `export function f(): u32 { const handles: ThreadHandle[] = [thread_spawn<u32>(1000, (): u32 => work(1))]; return thread_join<u32>(handles.pop()); }`,
    },
    {
      name: "a try-join whose result is not looked at",
      code: `export function f(): void { thread_try_join<u32>(thread_spawn<u32>(1000, (): u32 => work(1))); }`,
    },
    {
      name: "a handle of a reservation",
      code: `export function f(): void { const h = thread_spawn_with_reservation<void>(1000, ["a"], (): void => Storage.set<u32>("a", 1)); thread_join_with_storage_commit(h); }`,
    },
  ],
  invalid: [
    {
      name: "a spawn as a statement",
      code: `export function f(): void { «thread_spawn<u32>(1000, (): u32 => work(1))»; }`,
    },
    {
      name: "a handle that a helper returns",
      code: `function start(x: u32): ThreadHandle { return thread_spawn<u32>(1000, (): u32 => work(x)); }
      export function f(): void { «start(1)»; }`,
    },
    {
      name: "the left side of a comma",
      code: `export function f(): u32 { return («thread_spawn<u32>(1000, (): u32 => work(1))», 5); }`,
    },
    {
      name: "the handles that a helper returns in an array",
      code: `function start(): ThreadHandle[] { return [thread_spawn<u32>(1000, (): u32 => work(1)), thread_spawn<u32>(1000, (): u32 => work(2))]; }
      export function f(): void { «start()»; }`,
    },
    {
      name: "a handle that a function of another file returns under another name",
      code: `import { start as begin } from "./helper"; export function f(): void { «begin()»; }`,
      files: {
        "helper.ts": `import { thread_spawn, ThreadHandle } from "@threaded-contract/sdk"; export function start(): ThreadHandle { return thread_spawn<u32>(1000, (): u32 => 1); }`,
      },
    },
    {
      name: "a handle taken out of an array",
      code: `export function f(): void {
        const handles: ThreadHandle[] = [thread_spawn<u32>(1000, (): u32 => work(1))];
        «handles.pop()»;
      }`,
    },
    {
      name: "a spawn in a loop",
      code: `export function f(n: u32): void { for (let i: u32 = 0; i < n; i++) «thread_spawn<u32>(1000, (): u32 => work(1))»; }`,
    },
    {
      name: "a spawn under a condition",
      code: `export function f(c: bool): void { if (c) «thread_spawn<u32>(1000, (): u32 => work(1))»; }`,
    },
    {
      name: "a spawn with regions",
      code: `export function f(): void { «thread_spawn_with_memory<u32>(1000, [SharedMemory.allocate(8)], (): u32 => work(1))»; }`,
    },
    {
      name: "a handle that a method returns",
      code: `class A { start(): ThreadHandle { return thread_spawn<u32>(1000, (): u32 => work(1)); } } export function f(): void { «new A().start()»; }`,
    },
  ],
});
