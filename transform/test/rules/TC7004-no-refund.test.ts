import { testRule } from "./harness/rule-table";

const spawn = "thread_spawn<u32>(1000, (): u32 => work(1))";
const writing = `thread_spawn_with_reservation<void>(1000, ["a"], (): void => { Storage.set<u32>("a", 1); })`;
const f = (body: string, before = "") => `${before} export function f(n: u32): void { ${body} }`;
const all = `const hs: ThreadHandle[] = []; for (let i: u32 = 0; i < n; i++) hs.push(${spawn});`;

testRule("TC7004", {
  valid: [
    { name: "a refund", code: f(`thread_join_with_refund<u32>(${spawn});`) },
    { name: "a refund of a thread that writes", code: f(`thread_join_with_refund(${writing});`) },
    { name: "a commit", code: f(`thread_join_with_storage_commit(${writing});`) },
    { name: "an attempt", code: f(`thread_try_join<u32>(${spawn});`) },
    {
      name: "a refund in a loop",
      code: f(`${all} for (let i = 0; i < hs.length; i++) thread_join_with_refund<u32>(hs[i]);`),
    },
    {
      name: "a refund in a helper",
      code: f(`finish(${spawn});`, "function finish(h: ThreadHandle): void { thread_join_with_refund<u32>(h); }"),
    },
    {
      name: "a function of one's own with the name of a method",
      code: f(`new Pool().thread_join();`, "class Pool { thread_join(): void {} }"),
    },
    {
      name: "a refund under another name",
      code: f(`finish<u32>(${spawn});`, `import { thread_join_with_refund as finish } from "@threaded-contract/sdk";`),
    },
    {
      name: "a refund through a namespace",
      code: f(`threads.thread_join_with_refund<u32>(${spawn});`, `import * as threads from "@threaded-contract/sdk";`),
    },
    {
      name: "a text",
      code: f(`const text = "thread_join"; if (text.length == 0) thread_join_with_refund<u32>(${spawn});`),
    },
  ],
  invalid: [
    { name: "a join", code: f(`«thread_join»<u32>(${spawn});`) },
    { name: "a join of a thread that writes", code: f(`«thread_join»(${writing});`) },
    { name: "a join in a loop", code: f(`${all} for (let i = 0; i < hs.length; i++) «thread_join»<u32>(hs[i]);`) },
    {
      name: "a join under a condition",
      code: f(`const h = ${spawn}; if (n > 3) «thread_join»<u32>(h); else thread_join_with_refund<u32>(h);`),
    },
    {
      name: "a join in a helper",
      code: f(`finish(${spawn});`, "function finish(h: ThreadHandle): void { «thread_join»<u32>(h); }"),
    },
    {
      name: "a join under another name",
      code: f(`«finish»<u32>(${spawn});`, `import { thread_join as finish } from "@threaded-contract/sdk";`),
    },
    {
      name: "a join through a namespace",
      code: f(`«threads.thread_join»<u32>(${spawn});`, `import * as threads from "@threaded-contract/sdk";`),
    },
    {
      name: "two joins",
      code: f(`const h = ${spawn}; const g = ${spawn}; «thread_join»<u32>(h); «thread_join»<u32>(g);`),
    },
    { name: "a join in an expression", code: f(`work(«thread_join»<u32>(${spawn}) + 1);`) },
    {
      name: "a join in a method",
      code: f(`new Pool().run();`, `class Pool { run(): u32 { return «thread_join»<u32>(${spawn}); } }`),
    },
  ],
});
