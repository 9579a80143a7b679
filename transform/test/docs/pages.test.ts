import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { allCodes, catalogue, type Code } from "../../src/diagnostics/catalogue";
import { adviceRules } from "../../src/rules/advice-rules";
import { capabilityRules } from "../../src/rules/capability-rules";
import { syntaxRules } from "../../src/rules/syntax-rules";
import { CheckCompiler, type Diagnostic } from "../rules/harness/check-compiler";
import { indexFile, indexText, pageNames, readPage } from "./page";

const rulesFolder = join(__dirname, "../../src/rules");
const testsFolder = join(__dirname, "../rules");

const layersOf = (code: Code): readonly string[] => catalogue[code].layers;
const isStatic = (code: Code): boolean =>
  ["syntax", "types", "reachability"].some((layer) => layersOf(code).includes(layer));
/** Found on the compiler's types in generated code: no rule file of its own, but a page and a table. */
const isOnTypes = (code: Code): boolean => layersOf(code).every((layer) => layer === "types");

const filesOf = (folder: string, pattern: RegExp) =>
  readdirSync(folder)
    .flatMap((name) => pattern.exec(name)?.[1] ?? [])
    .sort();

describe("catalogue, rules, tables and pages", () => {
  test("every code has a page and every page a code", () => {
    expect(pageNames()).toEqual(allCodes().map((code) => `${code}.md`));
  });

  test("every rule has a file of its own, named by its code", () => {
    const expected = allCodes().filter((code) => isStatic(code) && !isOnTypes(code));
    expect(filesOf(rulesFolder, /^(TC\d{4})-[a-z-]+\.ts$/)).toEqual(expected);
  });

  test("every rule is registered, in the order of the codes", () => {
    const registered = [...syntaxRules, ...capabilityRules, ...adviceRules].map(({ code }) => code);
    expect([...new Set(registered)].sort()).toEqual(allCodes().filter((code) => isStatic(code) && !isOnTypes(code)));
    for (const list of [syntaxRules, capabilityRules, adviceRules]) {
      expect(list.map(({ code }) => code)).toEqual(list.map(({ code }) => code).sort());
    }
  });

  test("every rule has a table of valid and invalid programs, named as its file", () => {
    expect(filesOf(testsFolder, /^(TC\d{4})-[a-z-]+\.test\.ts$/)).toEqual(allCodes().filter(isStatic));
    const rules = filesOf(rulesFolder, /^(TC\d{4}-[a-z-]+)\.ts$/);
    expect(filesOf(testsFolder, /^(TC\d{4}-[a-z-]+)\.test\.ts$/)).toEqual(expect.arrayContaining(rules));
  });

  test("codes are in the area of their number", () => {
    for (const code of allCodes()) {
      const isLate = code >= "TC5" && code < "TC7";
      if (isLate) expect([code, isStatic(code)]).toEqual([code, false]);
    }
  });

  test("the index lists all pages", () => {
    if (process.env["UPDATE_INDEX"] === "1") writeFileSync(indexFile, indexText());
    // To be written anew with `UPDATE_INDEX=1 npx jest transform/test/docs`.
    expect(readFileSync(indexFile, "utf8")).toBe(indexText());
  });
});

describe.each(allCodes().map((code) => [code] as const))("the page of %s", (code) => {
  const page = readPage(`${code}.md`);

  test("has the headings of every page", () => {
    expect(page.title).toBe(`# ${code}: ${catalogue[code].title}`);
    expect(page.headings).toEqual(["## What is wrong", "## Why it matters", "## How to fix it"]);
  });

  test("has two examples if a compiler can find the mistake", () => {
    expect([page.bad !== null, page.good !== null]).toEqual([isStatic(code), isStatic(code)]);
  });
});

describe("the examples on the pages", () => {
  const compiler = new CheckCompiler();
  const codes = allCodes()
    .filter(isStatic)
    .map((code) => [code] as const);
  const ours = ({ message }: Diagnostic): string => /^TC\d{4}/.exec(message)?.[0] ?? message;

  test.each(codes)(
    "%s: the bad one is reported with this code, and with others only if the page says so",
    async (code) => {
      const page = readPage(`${code}.md`);
      const advice = code.startsWith("TC7");
      const { diagnostics, output } = await compiler.compile({ files: { "index.ts": page.bad! }, advice });
      const found = new Set(diagnostics.map(ours));
      expect([...found]).toContain(code);
      for (const other of found) expect(page.text).toContain(other);
      expect(output).toMatchSnapshot();
    },
  );

  test.each(codes)("%s: the good one compiles without a word", async (code) => {
    const files = { "index.ts": readPage(`${code}.md`).good! };
    const { diagnostics, failure } = await compiler.compile({ files, advice: code.startsWith("TC7") });
    expect(diagnostics.map(ours)).toEqual([]);
    expect(failure).toBeNull();
  });
});

test("the texts of every code", () => {
  const texts = allCodes().map((code) => {
    const { title, message, why, help } = catalogue[code];
    return [`${code} ${title}`, message, why, help].join("\n");
  });
  expect(texts.join("\n\n")).toMatchSnapshot();
});
