import { testRule } from "./harness/rule-table";

const f = (slots: string, body: string, parameters = "user: string, n: u32") =>
  `export function f(${parameters}): void { thread_join(thread_spawn_with_reservation<void>(1000, ${slots}, (): void => { ${body} })); }`;
const set = (slot: string) => `Storage.set<u64>(${slot}, 1);`;
const stored = `const a = new Stored<u64>("a"), b = new Stored<u64>("b"); const m = new StoredMap<string, u64>("m");`;

testRule("TC4006", {
  valid: [
    { name: "every slot written", code: f(`["a", "b"]`, set(`"a"`) + set(`"b"`)) },
    { name: "written under a condition", code: f(`["a"]`, `if (n > 3) ${set(`"a"`)}`) },
    { name: "written in a loop", code: f(`["a"]`, `for (let i: u32 = 0; i < n; i++) ${set(`"a"`)}`) },
    { name: "removed", code: f(`["a"]`, `Storage.remove("a");`) },
    { name: "a write that may be this one", code: f(`["a", "b"]`, set("user")) },
    { name: "a stored value", code: `${stored} ${f("[a, b]", "a.value = 1; b.remove();")}` },
    { name: "an entry of a map", code: `${stored} ${f(`[m.at(user), m.at("x")]`, `m.set(user, 1);`)}` },
    {
      name: "written by a helper",
      code: `function put(slot: string): void { ${set("slot")} } ${f(`["a", "b"]`, `put("a"); put("b");`)}`,
    },
    {
      name: "written perhaps by a function value",
      code: `function put(): void { ${set(`"a"`)} } function apply(run: () => void): void { run(); } ${f(`["a"]`, "apply(put);")}`,
    },
    {
      name: "written perhaps by a setter",
      code: `class Account { set balance(value: u64) { Storage.set<u64>("a", value); } } ${f(`["a"]`, "const account = new Account(); account.balance = 3;")}`,
    },
    {
      name: "written in one of the calls of a helper that spawns",
      code: `function start(slot: string): ThreadHandle { return thread_spawn_with_reservation<void>(1000, [slot, "b"], (): void => { ${set("slot")} ${set(`"b"`)} }); }
      export function f(): void { thread_join(start("a")); }`,
    },
    {
      name: "meant",
      code: `export function f(): void {
        // threaded-contract: allow TC4006
        thread_join(thread_spawn_with_reservation<void>(1000, ["a"], (): void => { work(1); }));
      }`,
    },
  ],
  invalid: [
    { name: "one of two", code: f(`["a", «"b"»]`, set(`"a"`)) },
    { name: "all of them", code: f(`[«"a"», «"b"»]`, "work(1);") },
    { name: "only read", code: f(`[«"a"»]`, `Storage.get<u64>("a");`) },
    { name: "a template", code: f("[`a:${user}`, «`b:${user}`»]", set("`a:${user}`")) },
    { name: "a number", code: f("[`a:${n}`, «`a:${n + 1}`»]", set("`a:${n}`")) },
    { name: "a stored value", code: `${stored} ${f("[a, «b»]", "a.value = 1;")}` },
    { name: "an entry of a map", code: `${stored} ${f(`[m.at("y"), «m.at("x")»]`, `m.set("y", 1);`)}` },
    {
      name: "a slot with another key",
      code: f(`[slot("a", n), «slot("b", n)»]`, `Storage.set<u64, Slot>(slot("a", n), 1);`),
    },
    {
      name: "a pushed slot",
      code: `export function f(): void { const slots = ["a"]; slots.push(«"b"»); thread_join(thread_spawn_with_reservation<void>(1000, slots, (): void => { ${set(`"a"`)} })); }`,
    },
    {
      name: "beside a helper's write",
      code: `function put(slot: string): void { ${set("slot")} } ${f(`["a", «"b"»]`, `put("a");`)}`,
    },
    { name: "beside a loop", code: f(`["a", «"b"»]`, `for (let i: u32 = 0; i < n; i++) ${set(`"a"`)}`) },
    {
      name: "a field of an object",
      code: `class Pool { a: Stored<u64> = new Stored<u64>("a"); run(): void { thread_join(thread_spawn_with_reservation<void>(1000, [«this.a»], (): void => { work(1); })); } } export function f(): void { new Pool().run(); }`,
    },
  ],
});
