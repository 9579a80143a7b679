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
  ],
});
