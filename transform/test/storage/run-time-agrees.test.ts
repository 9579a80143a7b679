import { readPage } from "../docs/page";
import { CheckCompiler } from "../rules/harness/check-compiler";
import { SerialChain } from "./serial-chain";

const server = new CheckCompiler();

/** The bad examples of the pages, and calls of them. */
const calls = [
  ["TC4001", ["pay", "anna", "bert", 7n]],
  ["TC4002", ["run", 7n]],
  ["TC4003", ["move", "anna", "bert", 7n]],
  ["TC4004", ["run", 7n]],
  ["TC4005", ["run", 7n]],
] as const;

async function run(wasm: Uint8Array, name: string, ...values: readonly (string | bigint)[]): Promise<string | null> {
  const chain = await SerialChain.deploy(wasm);
  const code = await chain.call(name, ...values);
  await chain.close();
  return code;
}

describe.each(calls)("%s", (code, [name, ...values]) => {
  const { bad, good } = readPage(`${code}.md`);

  test("what the compiler refuses, the run time refuses with the same code", async () => {
    const files = { "index.ts": bad! };
    const checked = await server.compile({ files });
    expect(new Set(checked.diagnostics.map(({ message }) => message.slice(0, 6)))).toEqual(new Set([code]));
    expect(checked.wasm).toBeNull();
    const { wasm } = await server.compile({ files, unchecked: [code] });
    expect(await run(wasm!, name, ...values)).toBe(code);
  });

  test("what the compiler accepts, runs", async () => {
    const { wasm } = await server.compile({ files: { "index.ts": good! } });
    expect(await run(wasm!, name, ...values)).toBeNull();
  });
});

test("TC4006 is a warning: the example runs", async () => {
  const { wasm, diagnostics } = await server.compile({ files: { "index.ts": readPage("TC4006.md").bad! } });
  expect(diagnostics.map(({ category }) => category)).toEqual([2]);
  expect(await run(wasm!, "run", 7n)).toBeNull();
});
