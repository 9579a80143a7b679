import { testRule } from "./harness/rule-table";

const spawn = "thread_spawn<u32>(1000, (): u32 => work(1))";
const joinAll = "for (let k = 0; k < hs.length; k++) thread_join_with_refund<u32>(hs[k]);";
const f = (loop: string, before = "", parameters = "n: u32, list: u32[]") =>
  `const LIMIT: u32 = 8; let limit: u32 = 8; export function f(${parameters}): void { limit += 1; const hs: ThreadHandle[] = []; ${before} ${loop} ${joinAll} }`;
const push = `hs.push(${spawn});`;

testRule("TC7003", {
  valid: [
    { name: "a number", code: f(`for (let i = 0; i < 4; i++) ${push}`) },
    { name: "a constant of the file", code: f(`for (let i: u32 = 0; i < LIMIT; i++) ${push}`) },
    {
      name: "a constant of the function",
      code: f(`for (let i: u32 = 0; i < count; i++) ${push}`, "const count: u32 = 4;"),
    },
    { name: "the smaller of two", code: f(`for (let i: u32 = 0; i < min(n, 8); i++) ${push}`) },
    {
      name: "a variable that is the smaller of two",
      code: f(`for (let i: u32 = 0; i < count; i++) ${push}`, "const count = min<u32>(n, 8);"),
    },
    {
      name: "a join in each round",
      code: f(`for (let i: u32 = 0; i < n; i++) thread_join_with_refund<u32>(${spawn});`),
    },
    { name: "a loop that is left", code: f(`for (let i: u32 = 0; i < n; i++) { if (i > 7) break; ${push} }`) },
    {
      name: "the length of a list that is written out",
      code: f(`for (let i = 0; i < parts.length; i++) ${push}`, "const parts: u32[] = [n, 2, 3];"),
    },
    { name: "no loop", code: f(`if (n > 3) ${push}`) },
    { name: "a spawn behind the loop", code: f(`for (let i: u32 = 0; i < n; i++) work(i); ${push}`) },
    { name: "a loop down from a number", code: f(`for (let i = 4; i > 0; i--) ${push}`) },
    {
      name: "a fixed loop in a free one that joins",
      code: f(
        `for (let j: u32 = 0; j < n; j++) { for (let i = 0; i < 4; i++) thread_join_with_refund<u32>(${spawn}); }`,
      ),
    },
  ],
  invalid: [
    { name: "a parameter", code: f(`for (let i: u32 = 0; i < «n»; i++) ${push}`) },
    { name: "a parameter, included", code: f(`for (let i: u32 = 1; i <= «n»; i++) ${push}`) },
    { name: "a parameter on the left", code: f(`for (let i: u32 = 0; «n» > i; i++) ${push}`) },
    { name: "the length of a list", code: f(`for (let i = 0; i < «list.length»; i++) ${push}`) },
    {
      name: "the length of a list that grows",
      code: f(`for (let i = 0; i < «parts.length»; i++) ${push}`, "const parts: u32[] = [2, 3]; parts.push(n);"),
    },
    { name: "a computed number", code: f(`for (let i: u32 = 0; i < «n * 2»; i++) ${push}`) },
    { name: "a variable", code: f(`for (let i: u32 = 0; i < «count»; i++) ${push}`, "const count = n + 1;") },
    { name: "a variable of the file that can change", code: f(`for (let i: u32 = 0; i < «work(limit)»; i++) ${push}`) },
    { name: "a result", code: f(`for (let i: u32 = 0; i < «work(n)»; i++) ${push}`) },
    { name: "larger steps", code: f(`for (let i: u32 = 0; i < «n»; i += 2) ${push}`) },
    { name: "spawns under a condition", code: f(`for (let i: u32 = 0; i < «n»; i++) { if (i % 2 == 0) ${push} }`) },
    { name: "a block", code: f(`for (let i: u32 = 0; i < «n»; i++) { const h = ${spawn}; hs.push(h); }`) },
    { name: "unequal", code: f(`for (let i: u32 = 0; i != «n»; i++) ${push}`) },
  ],
});
