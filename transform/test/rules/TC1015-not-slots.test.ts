import { testRule } from "./harness/rule-table";

const reserve = (slots: string) =>
  `thread_join(thread_spawn_with_reservation<void>(1000, ${slots}, (): void => { Storage.set<u32>("a", 1); Storage.set<u32>("b", 1); }))`;

testRule("TC1015", {
  valid: [
    { name: "strings", code: `export function f(): void { ${reserve('["a", "b"]')}; }` },
    {
      name: "stored objects",
      code: `export function f(): void { const total = new Stored<u64>("a"), count = new Stored<u64>("b"); ${reserve("[total, count]")}; }`,
    },
    { name: "keys of 32 bytes", code: `export function f(): void { ${reserve("[new Uint8Array(32)]")}; }` },
    { name: "slots", code: `export function f(): void { ${reserve('[slot("a"), slot("b")]')}; }` },
    {
      name: "a list in a variable",
      code: `export function f(): void { const list: string[] = ["a"]; list.push("b"); ${reserve("list")}; }`,
    },
    {
      name: "a list that a function makes",
      code: `function keys(): string[] { return ["a", "b"]; } export function f(): void { ${reserve("keys()")}; }`,
    },
    {
      name: "static arrays of 32 bytes",
      code: `export function f(): void { const key = new StaticArray<u8>(32); const all: StaticArray<u8>[] = [key]; ${reserve("all")}; }`,
    },
    {
      name: "values of a stored map",
      code: `export function f(): void { const map = new StoredMap<u32, u64>("m"); thread_join(thread_spawn_with_reservation<void>(1000, [map.at(1), map.at(2)], (): void => { map.set(1, 5); map.set(2, 6); })); }`,
    },
    {
      name: "slots of a stored map",
      code: `export function f(): void { const map = new StoredMap<u32, u64>("m"); thread_join(thread_spawn_with_reservation<void>(1000, [map.slot(1)], (): void => { map.set(1, 5); })); }`,
    },
    {
      name: "an empty list, for a thread that only reads",
      code: `export function f(): u32 { const none: string[] = []; return thread_join<u32>(thread_spawn_with_reservation<u32>(1000, none, (): u32 => Storage.get<u32>("a"))); }`,
    },
  ],
  invalid: [
    { name: "numbers", code: `export function f(): void { ${reserve("«[1, 2]»")}; }` },
    { name: "one string", code: `export function f(): void { ${reserve('«"a"»')}; }` },
    {
      name: "a map",
      code: `export function f(): void { const slots = new Map<string, u32>(); ${reserve("«slots»")}; }`,
    },
    { name: "a set", code: `export function f(): void { const slots = new Set<string>(); ${reserve("«slots»")}; }` },
    {
      name: "numbers of 64 bits",
      code: `export function f(): void { const list: u64[] = [1]; ${reserve("«list»")}; }`,
    },
    { name: "lists of strings", code: `export function f(): void { ${reserve('«[["a"], ["b"]]»')}; }` },
    { name: "one slot", code: `export function f(): void { ${reserve('«slot("a")»')}; }` },
    { name: "a number", code: `export function f(): void { ${reserve("«1»")}; }` },
    {
      name: "objects of another class",
      code: `class Key { name: string = "a"; } export function f(): void { ${reserve("«[new Key()]»")}; }`,
    },
    { name: "maps", code: `export function f(): void { const all = [new Map<u32, u32>()]; ${reserve("«all»")}; }` },
  ],
});
