import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
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
  test("begins with an example that compiles", () => {
    const [example = ""] = blocksBetween("# threaded-contract", "<!-- diagnostic: start -->");
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
