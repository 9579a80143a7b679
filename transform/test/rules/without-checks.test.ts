import { CheckCompiler } from "./harness/check-compiler";
import { header } from "./harness/rule-table";

const server = new CheckCompiler();
const programs = [
  [
    "TC2002",
    `${header}export function f(): void { const h = thread_spawn<u32>(1000, (): u32 => work(1)); thread_spawn<u32>(1000, (): u32 => 1); thread_join<u32>(h); }`,
  ],
  [
    "TC3003",
    `${header}export function f(): void { thread_join(thread_spawn<void>(1000, (): void => Storage.set<u32>("a", 1))); }`,
  ],
] as const;

test.each(programs)("%s can be switched off, and nothing else is", async (code, text) => {
  const files = { "index.ts": text };
  const checked = await server.compile({ files });
  expect(checked.diagnostics.map(({ message }) => message.slice(0, 6))).toEqual([code]);
  expect(checked.wasm).toBeNull();
  const unchecked = await server.compile({ files, unchecked: [code] });
  expect(unchecked.diagnostics).toEqual([]);
  expect(unchecked.wasm).not.toBeNull();
  const other = await server.compile({ files, unchecked: ["TC4001"] });
  expect(other.diagnostics).toEqual(checked.diagnostics);
});
