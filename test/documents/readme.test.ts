import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Chain, createChain, replay } from "@threaded-contract/runtime";
import ts from "typescript";
import { compileSnippet } from "./compile-snippet";
import { repositoryRoot } from "../tasks/repository";

const file = path.join(repositoryRoot, "README.md");
const readme = readFileSync(file, "utf8");

/** The blocks of code between two marks, in the order of the page. */
function blocksBetween(start: string, end: string): string[] {
  const part = readme.slice(readme.indexOf(start), readme.indexOf(end));
  return [...part.matchAll(/^```\w*\n([^]*?)^```$/gm)].map((match) => match[1] ?? "");
}

const trimLines = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .trim();

describe("the README", () => {
  test("shows a journal that is exported, imported and replayed", async () => {
    const [example = ""] = blocksBetween("<!-- journal: start -->", "<!-- journal: end -->");
    const folder = mkdtempSync(path.join(tmpdir(), "threaded-contract-readme-"));
    const wasm = path.join(repositoryRoot, "examples/primes/build/primes.wasm");
    const here = example.replaceAll("build/primes.wasm", wasm).replaceAll("build/chain.tcx", `${folder}/chain.tcx`);
    const { outputText, diagnostics } = ts.transpileModule(
      `export async function run() {\n${here}return [chain, again];\n}`,
      {
        reportDiagnostics: true,
        compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
      },
    );
    expect(diagnostics).toEqual([]);
    const module: { run?: () => Promise<Chain[]> } = {};
    new Function("exports", "createChain", "Chain", "replay", outputText)(module, createChain, Chain, replay);
    const chains = await module.run!();
    expect((await chains[1]!.journal()).length).toBeGreaterThan(0);
    await Promise.all(chains.map((chain) => chain.close()));
    rmSync(folder, { recursive: true });
  });

  test("begins with a contract that compiles", () => {
    const blocks = blocksBetween("# threaded-contract", "<!-- diagnostic: start -->");
    const example = blocks.find((block) => block.startsWith("import ")) ?? "";
    const helper = "function countPrimesBetween(from: u32, to: u32): u32 { return to - from; }";
    expect(compileSnippet(`${example}\n${helper}\n`)).toEqual({ status: 0, output: "" });
  });

  test("shows a program that is refused, and the very words of the compiler", () => {
    const [program = "", listing = ""] = blocksBetween("<!-- diagnostic: start -->", "<!-- diagnostic: end -->");
    const { status, output } = compileSnippet(program);
    expect(status).toBe(1);
    // UPDATE_README=1 npx jest test/documents writes the compiler's words into the page.
    if (process.env["UPDATE_README"] === "1") {
      writeFileSync(
        file,
        readme.replace(listing, () => `${trimLines(output)}\n`),
      );
    } else expect(trimLines(output)).toBe(trimLines(listing));
  });
});
