import { testRule } from "./harness/rule-table";

const f = (body: string, mark = false) => {
  const spawn = `thread_spawn<u32>(1000, (): u32 => ${body})`;
  return `export function f(x: u32): u32 { let y: u32 = 2; y += x; return thread_join_with_refund<u32>(${mark ? `«${spawn}»` : spawn}); }`;
};
const loop = (head: string, step = "sum += i;") => `{ let sum: u32 = 0; for (${head}) { ${step} } return sum; }`;

testRule("TC7002", {
  valid: [
    { name: "a call", code: f("work(x)") },
    { name: "a loop up to an unknown number", code: f(loop("let i: u32 = 0; i < x; i++")) },
    { name: "a long loop", code: f(loop("let i: u32 = 0; i < 10_000; i++")) },
    {
      name: "loops in loops",
      code: f(loop("let i: u32 = 0; i < 100; i++", "for (let j: u32 = 0; j < 100; j++) sum += j;")),
    },
    { name: "a while loop", code: f("{ let sum: u32 = x; while (sum > 3) sum /= 2; return sum; }") },
    { name: "a loop that counts otherwise", code: f(loop("let i: u32 = 1; i < 100; i *= 2")) },
    { name: "a counter that is changed", code: f(loop("let i: u32 = 0; i < 100; i++", "i -= x; sum++;")) },
    { name: "a read of storage", code: f(`Storage.get<u32>("a")`) },
    { name: "a text", code: f("<u32>`${x}`.length") },
    { name: "an object", code: f("{ const list = new Array<u32>(9); return list[0]; }") },
    { name: "a loop that counts down", code: f(loop("let i: u32 = 100; i > 0; i--")) },
  ],
  invalid: [
    { name: "a multiplication", code: f("x * x", true) },
    { name: "a variable", code: f("x", true) },
    { name: "a constant", code: f("5", true) },
    { name: "a block", code: f("{ const a = x + 1; return a * a; }", true) },
    { name: "a condition", code: f("x > 3 ? 1 : 2", true) },
    { name: "branches", code: f("{ if (x > 3) return 1; else return x; }", true) },
    { name: "a short loop", code: f(loop("let i: u32 = 0; i < 10; i++"), true) },
    { name: "a short loop to its end", code: f(loop("let i: u32 = 1; i <= 10; i++"), true) },
    {
      name: "short loops in loops",
      code: f(loop("let i: u32 = 0; i < 4; i++", "for (let j: u32 = 0; j < 4; j++) sum += j;"), true),
    },
    { name: "a conversion", code: f("u32(u8(x))", true) },
    { name: "the smaller of two", code: f("min(x, 5)", true) },
    {
      name: "nothing at all",
      code: `export function f(): void { thread_join_with_refund(«thread_spawn<void>(1000, (): void => {})»); }`,
    },
  ],
});
