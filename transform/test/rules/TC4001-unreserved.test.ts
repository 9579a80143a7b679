import { testRule } from "./harness/rule-table";

const reserve = (slots: string, body: string) =>
  `thread_join(thread_spawn_with_reservation<void>(1000, ${slots}, (): void => { ${body} }));`;
const f = (slots: string, body: string, parameters = "user: string, n: u32") =>
  `export function f(${parameters}): void { ${reserve(slots, body)} }`;
const set = (slot: string) => `Storage.set<u64>(${slot}, 1);`;
const bad = (slot: string) => `«Storage.set<u64>(${slot}, 1)»;`;

testRule("TC4001", {
  valid: [
    { name: "a literal", code: f(`["a"]`, set(`"a"`)) },
    { name: "a template", code: f("[`a:${user}`]", set("`a:${user}`")) },
    { name: "a concatenation", code: f("[`a:${user}`]", set(`"a:" + user`)) },
    {
      name: "a name that may be another value of the same shape",
      code: f("[`a:${user}`]", set("`a:${other}`"), "user: string, other: string"),
    },
    { name: "a slot without keys and its string", code: f(`[slot("a")]`, set(`"a"`)) },
    {
      name: "a stored value",
      code: `const total = new Stored<u64>("total"); ${f("[total]", "total.value += 1; total.remove();")}`,
    },
    {
      name: "an entry of a map",
      code: `const balances = new StoredMap<string, u64>("balance"); ${f("[balances.at(user)]", "balances.set(user, 1);")}`,
    },
    {
      name: "elements of a stored list",
      code: `const prices = new StoredArray<u64>("prices"); ${f("prices.slots(0, 3)", "prices.set(2, 1);")}`,
    },
    {
      name: "a list that a loop builds, and a loop that writes it",
      code: `export function f(users: string[]): void {
        const slots: string[] = [];
        for (let i = 0; i < users.length; i++) slots.push(\`a:\${users[i]}\`);
        ${reserve("slots", "for (let j = 0; j < users.length; j++) Storage.set<u64>(`a:${users[j]}`, 1);")}
      }`,
    },
    {
      name: "helpers that build the list and write",
      code: `function nameOf(user: string): string { return "balance:" + user; }
      function pay(user: string): void { Storage.set<u64>(nameOf(user), 1); }
      ${f("[nameOf(user)]", "pay(user);")}`,
    },
    {
      name: "a list that somebody else may have added to",
      code: `function more(slots: string[]): void { for (let i = 0; i < 3; i++) slots.push(i.toString()); }
      export function f(): void { const slots = ["a"]; more(slots); ${reserve("slots", set(`"1"`))} }`,
    },
    {
      name: "a list that is a parameter",
      code: `function spawn(slots: string[]): ThreadHandle { return thread_spawn_with_reservation<void>(1000, slots, (): void => { ${set(`"a"`)} ${set(`"b"`)} }); }
      export function f(): void { thread_join(spawn(["b", "a"])); }`,
    },
    {
      name: "a variable that is assigned in between",
      code: `export function f(n: u32): void {
        let name = "a";
        if (n > 3) name = "b";
        ${reserve(`["b"]`, set("name"))}
      }`,
    },
    {
      name: "a number that may be the other one",
      code: f("[`a:${n}`]", set("`a:${m}`"), "n: u32, m: u32"),
    },
    {
      name: "a key that may be null",
      code: f(`[slot("a")]`, `Storage.set<u64, Slot>(slot("a", key), 1);`, "key: string | null"),
    },
    {
      name: "a method that a subclass may override",
      code: `class Base { name(): string { return "a"; } run(): void { ${reserve(`["b"]`, "Storage.set<u64>(this.name(), 1);")} } }
      class Sub extends Base { name(): string { return "b"; } }
      export function f(): void { new Sub().run(); new Base().run(); }`,
    },
  ],
  invalid: [
    { name: "a literal", code: f(`‹["a"]›`, `Storage.set<u64>("a", 1); ${bad(`"b"`)}`) },
    { name: "a template with another beginning", code: f("‹[`nonce:${user}`]›", bad("`balance:${user}`")) },
    { name: "a template with another end", code: f("[`${user}:nonce`]", bad("`${user}:balance`")) },
    { name: "the next number", code: f("[`a:${n}`]", bad("`a:${n + 1}`")) },
    { name: "a name where a number is listed", code: f("[`a:${n}`]", bad("`a:total`")) },
    { name: "fewer keys", code: f(`[slot("a", n)]`, bad(`"a"`)) },
    {
      name: "another stored value",
      code: `const total = new Stored<u64>("total"), count = new Stored<u32>("count"); ${f("[total]", "«count.value = 1»;")}`,
    },
    {
      name: "a removal",
      code: `const total = new Stored<u64>("total"); ${f(`["count"]`, "«total.remove()»; «Storage.remove(`x`)»;")}`,
    },
    {
      name: "another map",
      code: `const a = new StoredMap<string, u64>("a"), b = new StoredMap<string, u64>("b"); ${f("[a.at(user)]", "«b.set(user, 1)»;")}`,
    },
    {
      name: "an element of a stored list, and its length",
      code: `const prices = new StoredArray<u64>("prices"); ${f("prices.slots(0, 3)", "«prices.set(3, 1)»; «prices.push(1)»;")}`,
    },
    {
      name: "a text's own slot",
      code: `const note = new StoredString("note", 40); ${f(`["title"]`, "«note.value = user»;")}`,
    },
    {
      name: "a list that a loop builds",
      code: `export function f(users: string[]): void {
        const slots: string[] = ["total"];
        for (let i = 0; i < users.length; i++) slots.push(\`a:\${users[i]}\`);
        ${reserve("slots", "for (let j = 0; j < users.length; j++) «Storage.set<u64>(`b:${users[j]}`, 1)»;")}
      }`,
    },
    {
      name: "a helper with a parameter",
      code: `function pay(name: string): void { «Storage.set<u64>("balance:" + name, 1)»; }
      ${f("‹[`nonce:${user}`]›", "pay(user);")}`,
    },
    {
      name: "a helper that builds the list",
      code: `function slotsOf(user: string): string[] { return ["a:" + user, "b:" + user]; }
      ${f("slotsOf(user)", bad('"c:" + user'))}`,
    },
    {
      name: "a helper in another file",
      code: `import { pay } from "./pay"; ${f(`["a"]`, "pay();")}`,
      files: {
        "pay.ts": `import { Storage } from "@threaded-contract/sdk"; export function pay(): void { «Storage.set<u64>("b", 1)»; }`,
      },
    },
    {
      name: "a field of the object",
      code: `class Pool { total: Stored<u64> = new Stored<u64>("total"); fee: Stored<u64> = new Stored<u64>("fee");
        run(): void { ${reserve("[this.total]", "this.total.value = 1; «this.fee.value = 2»;")} } }
      export function f(): void { new Pool().run(); }`,
    },
    {
      name: "a write under a condition",
      code: f(`["a"]`, `Storage.set<u64>("a", 1); if (n > 3) ${bad(`"b"`)}`),
    },
  ],
});
