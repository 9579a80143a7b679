import { CheckCompiler } from "../rules/harness/check-compiler";
import { SerialChain } from "../storage/serial-chain";
import { pageNames, readPage } from "./page";

const server = new CheckCompiler();

/** Pages of mistakes that no compiler can find, with an example that stops when it runs, and one that does not. */
const pages = pageNames().flatMap((name) => {
  const { traps, runs } = readPage(name);
  return traps === null ? [] : [{ code: name.slice(0, 6), traps, runs: runs! }];
});

async function run(text: string): Promise<string | null> {
  const { wasm, diagnostics } = await server.compile({ files: { "index.ts": text } });
  expect(diagnostics).toEqual([]);
  const chain = await SerialChain.deploy(wasm!);
  const code = await chain.call("run");
  await chain.close();
  return code;
}

test("every page about slots and regions has examples of some kind", () => {
  const bare = pageNames().filter((name) => {
    const { bad, traps } = readPage(name);
    return name.startsWith("TC4") && bad === null && traps === null;
  });
  expect(bare).toEqual([]);
});

test.each(pages)("$code: the bad example compiles and ends with this code, the good one with none", async (page) => {
  expect(await run(page.traps)).toBe(page.code);
  expect(await run(page.runs)).toBeNull();
});
