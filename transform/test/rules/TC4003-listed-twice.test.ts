import { testRule } from "./harness/rule-table";

const f = (slots: string, body = `Storage.set<u64>("a", 1);`, before = "", parameters = "user: string, n: u32") =>
  `export function f(${parameters}): void { ${before} thread_join(thread_spawn_with_reservation<void>(1000, ${slots}, (): void => { ${body} })); }`;
const any = "Storage.set<u64>(user, 1);";
const stored = `const a = new Stored<u64>("a"), b = new Stored<u64>("b"); const m = new StoredMap<string, u64>("m");`;

testRule("TC4003", {
  valid: [
    { name: "one slot", code: f(`["a"]`) },
    { name: "two literals", code: f(`["a", "b"]`, any) },
    { name: "two templates", code: f("[`a:${user}`, `b:${user}`]", any) },
    {
      name: "values that may be equal",
      code: f("[`a:${user}`, `a:${other}`]", any, "", "user: string, other: string"),
    },
    { name: "a number and the next", code: f("[`a:${n}`, `a:${n + 1}`]", any) },
    { name: "a name and a name with a key", code: f(`[slot("a"), slot("a", user)]`, any) },
    { name: "two stored values", code: `${stored} ${f("[a, b]", any)}` },
    { name: "entries of a map", code: `${stored} ${f(`[m.at(user), m.at("x")]`, any)}` },
    {
      name: "a loop with a slot for each round",
      code: f("slots", any, "const slots: string[] = []; for (let i: u32 = 0; i < n; i++) slots.push(`a:${i}`);"),
    },
    {
      name: "a slot that a loop adds once",
      code: f(
        "slots",
        any,
        `const slots: string[] = ["b"]; for (let i: u32 = 0; i < n; i++) if (i == 3) slots.push("a");`,
      ),
    },
    {
      name: "a slot that is added again under a condition",
      code: f("slots", any, `const slots: string[] = ["a", "b"]; if (n > 3) slots.push("a");`),
    },
    {
      name: "a slot in one of two branches",
      code: f("slots", any, `const slots: string[] = []; if (n > 3) slots.push("a"); else slots.push("a");`),
    },
    {
      name: "a variable that changed",
      code: f("[s, first]", any, `let s = user; const first = "a:" + s; s = "b:" + s;`),
    },
  ],
  invalid: [
    { name: "a literal", code: f(`[‹"a"›, «"a"»]`) },
    { name: "three times", code: f(`["a", «"a"», «"a"»]`) },
    { name: "a template", code: f("[`a:${user}`, «`a:${user}`»]", any) },
    { name: "two ways to write it", code: f("[`a:${user}`, «'a:' + user»]", any) },
    { name: "a number", code: f(`["a:1", «"a:" + (1).toString()»]`, any) },
    { name: "a stored value", code: `${stored} ${f("[a, b, «a»]", any)}` },
    {
      name: "a stored value and another object for it",
      code: `${stored} const c = new Stored<u64>("a"); ${f("[a, «c»]", any)}`,
    },
    { name: "an entry of a map", code: `${stored} ${f("[m.at(user), «m.at(user)»]", any)}` },
    { name: "a slot with keys", code: f(`[slot("m", user), «slot("m", user)»]`, any) },
    { name: "a slot that was pushed", code: f("slots", any, `const slots: string[] = ["a"]; slots.push(«"a"»);`) },
    { name: "a variable and what it is", code: f(`[s, «"a"»]`, any, `const s = "a";`) },
    {
      name: "what a helper gives",
      code: `function nameOf(user: string): string { return "a:" + user; } ${f("[nameOf(user), «`a:${user}`»]", any)}`,
    },
  ],
});
