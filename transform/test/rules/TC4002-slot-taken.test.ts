import { testRule } from "./harness/rule-table";

const spawn = (slots: string, slot = `"a"`) =>
  `thread_spawn_with_reservation<void>(1000, ${slots}, (): void => { Storage.set<u64>(${slot}, 1); })`;
const f = (body: string, parameters = "user: string, n: u32") => `export function f(${parameters}): void { ${body} }`;
const joins = "thread_join(h); thread_join(g);";
const joinAll = "for (let i = 0; i < hs.length; i++) thread_join(hs[i]);";

testRule("TC4002", {
  valid: [
    { name: "different slots", code: f(`const h = ${spawn(`["a"]`)}; const g = ${spawn(`["b"]`, `"b"`)}; ${joins}`) },
    {
      name: "one after the other",
      code: f(`const h = ${spawn(`["a"]`)}; thread_join(h); const g = ${spawn(`["a"]`)}; thread_join(g);`),
    },
    {
      name: "slots that may be different",
      code: f(
        `const h = ${spawn("[`a:${user}`]", "`a:${user}`")}; const g = ${spawn("[`a:${other}`]", "`a:${other}`")}; ${joins}`,
        "user: string, other: string",
      ),
    },
    {
      name: "either the one or the other",
      code: f(`let h: ThreadHandle; if (n > 3) h = ${spawn(`["a"]`)}; else h = ${spawn(`["a"]`)}; thread_join(h);`),
    },
    {
      name: "a slot for each round",
      code: f(
        `const hs: ThreadHandle[] = []; for (let i: u32 = 0; i < n; i++) hs.push(${spawn("[`a:${i}`]", "`a:${i}`")}); ${joinAll}`,
      ),
    },
    {
      name: "one round of many",
      code: f(
        `const hs: ThreadHandle[] = []; for (let i: u32 = 0; i < n; i++) if (i == 5) hs.push(${spawn(`["a"]`)}); ${joinAll}`,
      ),
    },
    {
      name: "a loop that is left after the first spawn",
      code: f(
        `const hs: ThreadHandle[] = []; for (let i: u32 = 0; i < n; i++) { if (i > 0) break; hs.push(${spawn(`["a"]`)}); } ${joinAll}`,
      ),
    },
    {
      name: "a join in each round",
      code: f(`for (let i: u32 = 0; i < n; i++) thread_join(${spawn(`["a"]`)});`),
    },
    {
      name: "a join through an array",
      code: f(
        `const hs: ThreadHandle[] = [${spawn(`["a"]`)}]; thread_join(hs[0]); const g = ${spawn(`["a"]`)}; thread_join(g);`,
      ),
    },
    {
      name: "a join in a helper",
      code: `function finish(h: ThreadHandle): void { thread_join(h); }
      ${f(`const h = ${spawn(`["a"]`)}; finish(h); const g = ${spawn(`["a"]`)}; thread_join(g);`)}`,
    },
    {
      name: "a thread that only reads",
      code: f(
        `const h = ${spawn(`["a"]`)}; const g = thread_spawn<u64>(1000, (): u64 => Storage.get<u64>("b")); thread_join(h); thread_join<u64>(g);`,
      ),
    },
  ],
  invalid: [
    {
      name: "one literal",
      code: f(`const h = ‹${spawn(`["a"]`)}›; const g = ${spawn(`[«"a"»]`)}; ${joins}`),
    },
    {
      name: "one of several",
      code: f(`const h = ${spawn(`["a", "b"]`)}; const g = ${spawn(`["c", «"b"»]`, `"c"`)}; ${joins}`),
      also: ["TC4006"],
    },
    {
      name: "one template",
      code: f(
        `const h = ${spawn("[`a:${user}`]", "`a:${user}`")}; const g = ${spawn("[«`a:${user}`»]", "`a:${user}`")}; ${joins}`,
      ),
    },
    {
      name: "two ways to write it",
      code: f(
        `const h = ${spawn("[`a:${user}`]", "`a:${user}`")}; const g = ${spawn(`[«"a:" + user»]`, '"a:" + user')}; ${joins}`,
      ),
    },
    {
      name: "one stored value",
      code: `const a = new Stored<u64>("a"); ${f(`const h = ${spawn("[a]")}; const g = ${spawn("[«a»]")}; ${joins}`)}`,
    },
    {
      name: "one list",
      code: f(`const slots = [«"a"»]; const h = ${spawn("slots")}; const g = ${spawn("slots")}; ${joins}`),
    },
    {
      name: "every round of a loop",
      code: f(
        `const hs: ThreadHandle[] = []; for (let i: u32 = 0; i < n; i++) hs.push(${spawn(`[«"a"»]`)}); ${joinAll}`,
      ),
    },
    {
      name: "a slot that does not change with the round",
      code: f(
        `const hs: ThreadHandle[] = []; for (let i: u32 = 0; i < n; i++) { const s = "a:" + user; hs.push(${spawn("[«s»]", "s")}); } ${joinAll}`,
      ),
    },
    {
      name: "a thread spawned before the loop",
      code: f(
        `const h = ${spawn(`["a"]`)}; for (let i: u32 = 0; i < n; i++) { const g = ${spawn(`[«"a"»]`)}; thread_join(g); } thread_join(h);`,
      ),
    },
    {
      name: "the second of two branches",
      code: f(
        `const h = ${spawn(`["a"]`)}; let g: ThreadHandle; if (n > 3) g = ${spawn(`["b"]`, `"b"`)}; else g = ${spawn(`[«"a"»]`)}; ${joins}`,
      ),
    },
    {
      name: "a helper that spawns",
      code: `function start(slot: string): ThreadHandle { return thread_spawn_with_reservation<void>(1000, [«slot»], (): void => { Storage.set<u64>(slot, 1); }); }
      ${f(`const h = start("a"); const g = start("a"); ${joins}`)}`,
    },
    {
      name: "a thread after a thread that was joined",
      code: f(
        `const h = ${spawn(`["a"]`)}; thread_join(${spawn(`["b"]`, `"b"`)}); const g = ${spawn(`[«"a"»]`)}; ${joins}`,
      ),
    },
  ],
});
