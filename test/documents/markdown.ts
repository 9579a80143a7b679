import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "../tasks/repository";

/** Every document that git knows or would take. */
export function listDocuments(): string[] {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"], {
    cwd: repositoryRoot,
    encoding: "utf8",
  });
  return listed.split("\n").filter((name) => name !== "" && existsSync(path.join(repositoryRoot, name)));
}

/** The anchors that a document's headings have. */
function anchorsOf(text: string): Set<string> {
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map((match) => match[1] ?? "");
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\w\- ]/g, "")
        .replaceAll(" ", "-"),
    ),
  );
}

/** The links of a document that lead nowhere in the repository. */
export function findDeadLinks(document: string, text: string): string[] {
  // What stands in code is an example, not a link.
  const prose = text.replace(/```[\s\S]*?```/g, "").replace(/`[^`\n]*`/g, "");
  const targets = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? "");
  return targets.filter((target) => {
    if (/^[a-z]+:/.test(target)) return false;
    const [file = "", anchor] = target.split("#");
    const destination = file === "" ? document : path.join(path.dirname(document), file);
    const absolute = path.join(repositoryRoot, destination);
    if (!existsSync(absolute)) return true;
    if (anchor === undefined || !destination.endsWith(".md")) return false;
    return !anchorsOf(readFileSync(absolute, "utf8")).has(anchor);
  });
}
