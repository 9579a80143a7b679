import { testRule } from "./harness/rule-table";

const spawn = (slots: string, slot = `"a"`) =>
  `thread_spawn_with_reservation<void>(1000, ${slots}, (): void => { Storage.set<u64>(${slot}, 1); })`;
const f = (body: string, parameters = "user: string, n: u32") => `export function f(${parameters}): void { ${body} }`;
const around = (write: string) => f(`const h = ${spawn(`["a"]`)}; ${write} thread_join(h);`);

testRule("TC4004", {
  valid: [
    { name: "before the spawn", code: f(`Storage.set<u64>("a", 1); thread_join(${spawn(`["a"]`)});`) },
    { name: "after the join", code: f(`thread_join(${spawn(`["a"]`)}); Storage.set<u64>("a", 1);`) },
    { name: "another slot", code: around(`Storage.set<u64>("b", 1);`) },
    { name: "a read", code: around(`Storage.get<u64>("a");`) },
    { name: "a slot that may be another one", code: around(`Storage.set<u64>(user, 1);`) },
    {
      name: "while a thread lives that only reads",
      code: f(
        `const h = thread_spawn<u64>(1000, (): u64 => Storage.get<u64>("b")); Storage.set<u64>("a", 1); thread_join<u64>(h);`,
      ),
    },
    {
      name: "after a join through an array",
      code: f(`const hs: ThreadHandle[] = [${spawn(`["a"]`)}]; thread_join(hs[0]); Storage.set<u64>("a", 1);`),
    },
    {
      name: "a thread that is spawned only sometimes",
      code: f(
        `let h: ThreadHandle | null = null; if (n > 3) h = ${spawn(`["a"]`)}; else Storage.set<u64>("a", 1); if (h != null) thread_join(h);`,
      ),
    },
    {
      name: "the first round of a loop",
      code: f(`for (let i: u32 = 0; i < n; i++) { Storage.set<u64>("a", 1); thread_join(${spawn(`["a"]`)}); }`),
    },
    {
      name: "a round in which the thread does not live any more",
      code: f(
        `let h = ${spawn(`["a"]`)}; thread_join(h); for (let i: u32 = 0; i < n; i++) { Storage.set<u64>("a", 1); }`,
      ),
    },
    {
      name: "a handle that is joined elsewhere",
      code: `function finish(h: ThreadHandle): void { thread_join(h); } ${f(`const h = ${spawn(`["a"]`)}; finish(h); Storage.set<u64>("a", 1);`)}`,
    },
  ],
  invalid: [
    { name: "a literal", code: f(`const h = ‹${spawn(`["a"]`)}›; «Storage.set<u64>("a", 1)»; thread_join(h);`) },
    { name: "a removal", code: around(`«Storage.remove("a")»;`) },
    { name: "under a condition", code: around(`if (n > 3) «Storage.set<u64>("a", 1)»;`) },
    { name: "in a loop", code: around(`for (let i: u32 = 0; i < n; i++) «Storage.set<u64>("a", 1)»;`) },
    { name: "a stored value", code: `const a = new Stored<u64>("a"); ${around("«a.value = 1»;")}` },
    { name: "a stored value that is increased", code: `const a = new Stored<u64>("a"); ${around("«a.value += 1»;")}` },
    { name: "a stored value that is counted up", code: `const a = new Stored<u64>("a"); ${around("«a.value++»;")}` },
    {
      name: "an entry of a map",
      code: `const m = new StoredMap<string, u64>("m"); ${f(`const h = ${spawn("[m.at(user)]", `"q"`).replace(`Storage.set<u64>("q", 1)`, "m.set(user, 1)")}; «m.set(user, 2)»; thread_join(h);`)}`,
    },
    {
      name: "a template",
      code: f(
        `const h = ${spawn("[`a:${user}`]", "`a:${user}`")}; «Storage.set<u64>("a:" + user, 1)»; thread_join(h);`,
      ),
    },
    {
      name: "in a helper",
      code: `function put(slot: string): void { «Storage.set<u64>(slot, 1)»; } ${around(`put("a");`)}`,
    },
    {
      name: "one of several threads",
      code: f(
        `const h = ${spawn(`["b"]`, `"b"`)}; const g = ${spawn(`["a"]`)}; thread_join(h); «Storage.set<u64>("a", 1)»; thread_join(g);`,
      ),
    },
    {
      name: "a thread whose handle is in an array",
      code: f(`const hs: ThreadHandle[] = [${spawn(`["a"]`)}]; «Storage.set<u64>("a", 1)»; thread_join(hs[0]);`),
    },
  ],
});
