import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { catalogue, type Code } from "../../src/diagnostics/catalogue";

const folder = join(__dirname, "../../docs");

/** A page of the documentation, taken apart. */
export interface Page {
  readonly title: string;
  readonly headings: readonly string[];
  readonly bad: string | null;
  readonly good: string | null;
  /** Examples of what only the run time can find. */
  readonly traps: string | null;
  readonly runs: string | null;
  readonly text: string;
}

export function pageNames(): string[] {
  return readdirSync(folder)
    .filter((name) => name !== "README.md")
    .sort();
}

export function readPage(name: string): Page {
  const text = readFileSync(join(folder, name), "utf8");
  const example = (kind: string) => new RegExp(`^\`\`\`ts ${kind}\n([^]*?)^\`\`\`$`, "m").exec(text)?.[1] ?? null;
  const headings = [...text.matchAll(/^(#+ .*)$/gm)].map(([, heading]) => heading!);
  return {
    title: headings[0] ?? "",
    headings: headings.slice(1),
    bad: example("bad"),
    good: example("good"),
    traps: example("traps"),
    runs: example("runs"),
    text,
  };
}

const areas: Readonly<Record<string, string>> = {
  TC1: "The form of a spawn",
  TC2: "The life of a handle",
  TC3: "What a thread may do",
  TC4: "Slots and memory regions",
  TC5: "Failures of an execution",
  TC6: "Modules, use, and the host",
  TC7: "Advice",
};

/** What `docs/README.md` says: every code with its title, by area. */
export function indexText(): string {
  const codes = (Object.keys(catalogue) as Code[]).sort();
  const lines = [
    "# Codes",
    "",
    "Every diagnostic, trap and error of the product. `npx threaded-contract explain TC2004` prints a page.",
    "",
  ];
  for (const [area, title] of Object.entries(areas)) {
    const own = codes.filter((code) => code.startsWith(area));
    if (own.length === 0) continue;
    lines.push(
      `## ${area}xxx: ${title}`,
      "",
      ...own.map((code) => `- [${code}](${code}.md) ${catalogue[code].title}`),
      "",
    );
  }
  return lines.join("\n");
}

/** The file that `indexText` is the text of. */
export const indexFile = join(folder, "README.md");
