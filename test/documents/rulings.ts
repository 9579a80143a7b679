import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "../tasks/repository";

/** The page that lists every ruling, from the repository's root. */
export const RULINGS_PAGE = "runtime/docs/rulings.md";

const fixtureFolder = path.join(repositoryRoot, "test/conformance/fixtures");

/** The groups of rulings, and how many each has. */
export const rulingCounts = { G: 23, S: 26, F: 11, H: 12, X: 12, M: 9, L: 4, P: 7 } as const;

/** One entry of the page. */
export interface RulingEntry {
  /** Such as `"G-1"`. */
  readonly id: string;
  readonly question: string;
  readonly rule: string;
  /** Why the rule is not what a reader of the draft would expect; empty if it is. */
  readonly differs: string;
  /** Test files, from the repository's root. */
  readonly tests: readonly string[];
  /** Names of the conformance fixtures that the page lists. */
  readonly fixtures: readonly string[];
  /** Whether nothing that runs could show it. */
  readonly documentationOnly: boolean;
}

/** The conformance fixtures of each ruling, sorted, as the fixtures say it. */
export function fixturesByRuling(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const name of readdirSync(fixtureFolder).sort()) {
    const { rulings } = JSON.parse(readFileSync(path.join(fixtureFolder, name, "fixture.json"), "utf8")) as {
      readonly rulings: readonly string[];
    };
    for (const id of rulings) found.set(id, [...(found.get(id) ?? []), name]);
  }
  return found;
}

/** The page with the line `Fixtures: …` of every entry written anew. */
export function withFixtureLines(text: string): string {
  const byRuling = fixturesByRuling();
  return text.replace(/^### ([A-Z]-\d+)\n[^]*?(?=^##|(?![^]))/gm, (section, id: string) => {
    const body = section.replace(/\nFixtures: .*\n/, "").trimEnd();
    const names = byRuling.get(id) ?? [];
    const links = names.map((name) => `[${name}](../../test/conformance/fixtures/${name}/fixture.json)`);
    return `${body}\n${names.length === 0 ? "" : `\nFixtures: ${links.join(", ")}.\n`}\n`;
  });
}

/** The entries of the page, in its order. */
export function readRulings(): RulingEntry[] {
  const text = readFileSync(path.join(repositoryRoot, RULINGS_PAGE), "utf8");
  return text.split(/^### /m).slice(1).map(readEntry);
}

function readEntry(section: string): RulingEntry {
  const [heading = "", ...lines] = section.replace(/^## [^]*/m, "").split("\n");
  const text = lines.join("\n");
  const [question = "", rest = ""] = text.split("**Rule.**");
  const [rule = "", differs = ""] = rest.split("**Differs.**");
  const tests = /^Test: .*$|\bTest: (\[[^]*?\.)$/m.exec(rest)?.[0] ?? "";
  const links = [...tests.matchAll(/\]\(([^)]+\.ts)\)/g)].map((match) => match[1] ?? "");
  return {
    id: heading.trim(),
    question: question.trim(),
    rule: rule.replace(/\bTest: [^]*$/, "").trim(),
    differs: differs.trim(),
    tests: links.map((link) => path.posix.join(path.posix.dirname(RULINGS_PAGE), link)),
    fixtures: [...(/^Fixtures: .*$/m.exec(rest)?.[0] ?? "").matchAll(/\[([\w-]+)\]/g)].map((match) => match[1] ?? ""),
    documentationOnly: /No behaviour:|Documentation only/.test(rest),
  };
}
