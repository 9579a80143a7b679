import { testRule } from "./harness/rule-table";

const f = (list: string, body: string, parameters = "n: u32, users: string[]") =>
  `export function f(${parameters}): void { ${list} thread_join_with_refund(thread_spawn_with_reservation<void>(1000, slots, (): void => { ${body} })); }`;
const loop = (item: string, first = "") =>
  `const slots: string[] = [${first}]; for (let i = 0; i < users.length; i++) slots.push(${item});`;
const set = (slot: string) => `Storage.set<u64>(${slot}, 1);`;
const over = (body: string) => `for (let j = 0; j < users.length; j++) { ${body} }`;
const prices = `const prices = new StoredArray<u64>("prices");`;

testRule("TC7005", {
  valid: [
    { name: "every slot written", code: f(loop("`a:${users[i]}`"), over(set("`a:${users[j]}`"))) },
    { name: "one of them written", code: f(loop("`a:${users[i]}`"), set("`a:${users[0]}`")) },
    {
      name: "written under a condition",
      code: f(loop("`a:${users[i]}`"), over(`if (n > 3) ${set("`a:${users[j]}`")}`)),
    },
    { name: "a write that may be one of them", code: f(loop("`a:${users[i]}`"), set("users[0]")) },
    {
      name: "numbers",
      code: f(
        "const slots: string[] = []; for (let i: u32 = 0; i < n; i++) slots.push(`a:${i}`);",
        "for (let j: u32 = 0; j < n; j++) Storage.set<u64>(`a:${j}`, 1);",
      ),
    },
    { name: "single slots", code: f(`const slots = ["a"];`, set(`"a"`)) },
    {
      name: "a range of a stored list",
      code: `${prices} ${f("const slots = prices.slots(0, n);", "prices.set(n, 1);")}`,
    },
    {
      name: "written by a helper",
      code: `function put(name: string): void { ${set("`a:${name}`")} } ${f(loop("`a:${users[i]}`"), over("put(users[j]);"))}`,
    },
    {
      name: "written perhaps by a function value",
      code: `function put(): void { ${set(`"a:1"`)} } function apply(run: () => void): void { run(); } ${f(loop("`a:${users[i]}`"), "apply(put);")}`,
    },
    { name: "removed", code: f(loop("`a:${users[i]}`"), over("Storage.remove(`a:${users[j]}`);")) },
  ],
  invalid: [
    {
      name: "a loop of slots that are read",
      code: f(loop("«`a:${users[i]}`»", `"t"`), `${set(`"t"`)} ${over("Storage.get<u64>(`a:${users[j]}`);")}`),
    },
    {
      name: "a loop beside one that is written",
      code: f(
        loop("`a:${users[i]}`") + " for (let i = 0; i < users.length; i++) slots.push(«`b:${users[i]}`»);",
        over(set("`a:${users[j]}`")),
      ),
    },
    {
      name: "two in a round, one of them written",
      code: f(
        "const slots: string[] = []; for (let i = 0; i < users.length; i++) { slots.push(`a:${users[i]}`); slots.push(«`b:${users[i]}`»); }",
        over(set("`a:${users[j]}`")),
      ),
    },
    {
      name: "a slot that is pushed sometimes",
      code: f(`const slots = ["t"]; if (n > 3) slots.push(«"b"»);`, set(`"t"`)),
    },
    { name: "a range of a stored list", code: `${prices} ${f("const slots = «prices.slots(0, n)»;", "work(n);")}` },
    {
      name: "numbers",
      code: f("const slots: string[] = ['t']; for (let i: u32 = 0; i < n; i++) slots.push(«`a:${i}`»);", set("'t'")),
    },
    { name: "another end", code: f(loop("«`${users[i]}:a`»", `"t"`), set(`"t"`) + over("Storage.get<u64>('x');")) },
    {
      name: "a while loop",
      code: f(
        "const slots: string[] = ['t']; let i: u32 = 0; while (i < n) { slots.push(«`a:${i}`»); i++; }",
        set("'t'"),
      ),
    },
    {
      name: "a helper that builds the list",
      code: `function slotsOf(users: string[]): string[] { const slots: string[] = ["t"]; for (let i = 0; i < users.length; i++) slots.push(«\`a:\${users[i]}\`»); return slots; } ${f("const slots = slotsOf(users);", set(`"t"`))}`,
    },
    {
      name: "a loop over the list itself",
      code: f(
        `const slots: string[] = ["t"]; for (let i = 0, all = users; i < all.length; i++) slots.push(«"a:" + all[i]»);`,
        set(`"t"`),
      ),
    },
  ],
});
