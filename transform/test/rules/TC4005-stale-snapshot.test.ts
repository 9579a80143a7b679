import { testRule } from "./harness/rule-table";

const f = (body: string, parameters = "user: string, n: u32") => `export function f(${parameters}): void { ${body} }`;
const first = "const h = thread_spawn<u32>(1000, (): u32 => work(1));";
const read = (slot = `"a"`) => `const g = thread_spawn<u64>(1000, (): u64 => Storage.get<u64>(${slot}));`;
const bad = (slot = `"a"`) => `const g = thread_spawn<u64>(1000, (): u64 => «Storage.get<u64>(${slot})»);`;
const joins = "thread_join<u32>(h); thread_join<u64>(g);";
const write = `Storage.set<u64>("a", 1);`;
const spawn = (slots: string) =>
  `thread_spawn_with_reservation<void>(1000, ${slots}, (): void => { Storage.set<u64>("a", 1); })`;

testRule("TC4005", {
  valid: [
    { name: "a write before all threads", code: f(`${write} ${first} ${read()} ${joins}`) },
    { name: "a write of another slot", code: f(`${first} Storage.set<u64>("b", 1); ${read()} ${joins}`) },
    { name: "a write after both spawns", code: f(`${first} ${read()} ${write} ${joins}`) },
    {
      name: "a write when no thread lives",
      code: f(`${first} thread_join<u32>(h); ${write} ${read()} thread_join<u64>(g);`),
    },
    { name: "a new generation", code: f(`${first} ${write} thread_join<u32>(h); ${read()} thread_join<u64>(g);`) },
    { name: "a write on one path only", code: f(`${first} if (n > 3) ${write} ${read()} ${joins}`) },
    { name: "a slot that may be another one", code: f(`${first} ${write} ${read("user")} ${joins}`) },
    {
      name: "a commit after which no thread lives",
      code: f(`const w = ${spawn(`["a"]`)}; thread_join(w); ${read()} thread_join<u64>(g);`),
    },
    {
      name: "a commit that may not happen",
      code: f(`${first} const w = ${spawn(`["a"]`)}; thread_try_join(w); ${read()} ${joins}`),
    },
    {
      name: "a slot that the thread only may write",
      code: f(
        `${first} const w = thread_spawn_with_reservation<void>(1000, ["a"], (): void => { if (n > 3) ${write} }); thread_join(w); ${read()} ${joins}`,
      ),
    },
    {
      name: "a generation that may have ended",
      code: f(
        `const hs: ThreadHandle[] = [thread_spawn<u32>(1000, (): u32 => work(1))]; ${write} thread_join<u32>(hs[0]); ${read()} thread_join<u64>(g);`,
      ),
    },
  ],
  invalid: [
    { name: "a write by main", code: f(`${first} ‹Storage.set<u64>("a", 1)›; ${bad()} ${joins}`) },
    { name: "a removal by main", code: f(`${first} Storage.remove("a"); ${bad()} ${joins}`) },
    {
      name: "a stored value",
      code: `const a = new Stored<u64>("a"); ${f(`${first} a.value = 1; const g = thread_spawn<u64>(1000, (): u64 => «a.value»); ${joins}`)}`,
    },
    {
      name: "an entry of a map",
      code: `const m = new StoredMap<string, u64>("m"); ${f(`${first} m.set(user, 1); const g = thread_spawn<u64>(1000, (): u64 => «m.get(user)»); ${joins}`)}`,
    },
    {
      name: "a reservation",
      code: f(`${first} ${write} const w = ${spawn(`[«"a"»]`)}; thread_join<u32>(h); thread_join(w);`),
    },
    { name: "a commit", code: f(`${first} const w = ${spawn(`["a"]`)}; ‹thread_join(w)›; ${bad()} ${joins}`) },
    {
      name: "a commit and a reservation",
      code: f(
        `${first} thread_join(${spawn(`["a"]`)}); const w = ${spawn(`[«"a"»]`)}; thread_join<u32>(h); thread_join(w);`,
      ),
    },
    {
      name: "a write in both branches",
      code: f(`${first} if (n > 3) ${write} else Storage.set<u64>("a", 2); ${bad()} ${joins}`),
    },
    {
      name: "a read in a helper",
      code: `function total(): u64 { return «Storage.get<u64>("a")»; } ${f(`${first} ${write} const g = thread_spawn<u64>(1000, (): u64 => total()); ${joins}`)}`,
    },
    {
      name: "a write in a helper",
      code: `function put(): void { ${write} } ${f(`${first} put(); ${bad()} ${joins}`)}`,
    },
    {
      name: "a read under a condition",
      code: f(
        `${first} ${write} const g = thread_spawn<u64>(1000, (): u64 => n > 3 ? «Storage.get<u64>("a")» : 0); ${joins}`,
      ),
    },
    {
      name: "a later round",
      code: f(
        `${first} for (let i: u32 = 0; i < n; i++) { const g = thread_spawn<u64>(1000, (): u64 => «Storage.get<u64>("a")»); thread_join<u64>(g); ${write} } thread_join<u32>(h);`,
      ),
    },
  ],
});
