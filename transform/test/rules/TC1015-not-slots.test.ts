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
  ],
  invalid: [
    { name: "numbers", code: `export function f(): void { ${reserve("«[1, 2]»")}; }` },
    { name: "one string", code: `export function f(): void { ${reserve('«"a"»')}; }` },
    {
      name: "a map",
      code: `export function f(): void { const slots = new Map<string, u32>(); ${reserve("«slots»")}; }`,
    },
  ],
});
