import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { FILE_LINES_MAX, FILE_LINES_MEDIAN_MAX, findSizeProblems } from "./file-size";
import { inRepository, repositoryRoot } from "../tasks/repository";

/** Every source file that git knows or would take: TypeScript, JavaScript and AssemblyScript, generated tables apart. */
function listSources(): string[] {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.ts", "*.js"], {
    cwd: repositoryRoot,
    encoding: "utf8",
  });
  return listed
    .split("\n")
    .filter((name) => name !== "" && !/\.generated\.ts$|\/fixtures\//.test(name) && existsSync(inRepository(name)));
}

const countLines = (name: string) => readFileSync(inRepository(name), "utf8").split("\n").length - 1;

describe("the size of files", () => {
  test("keeps the limits in the whole repository", () => {
    const sources = listSources();
    expect(sources.length).toBeGreaterThan(20);
    expect(findSizeProblems(sources.map((name) => ({ name, lines: countLines(name) })))).toEqual([]);
  });

  test("is refused one line past the limit, and taken at the limit", () => {
    expect(
      findSizeProblems([
        { name: "small.ts", lines: 1 },
        { name: "large.ts", lines: 1 },
        { name: "full.ts", lines: FILE_LINES_MAX },
      ]),
    ).toEqual([]);
    expect(
      findSizeProblems([
        { name: "small.ts", lines: 1 },
        { name: "large.ts", lines: 1 },
        { name: "over.ts", lines: FILE_LINES_MAX + 1 },
      ]),
    ).toHaveLength(1);
  });

  test("is refused when the median is past its limit", () => {
    expect(findSizeProblems([{ name: "a.ts", lines: FILE_LINES_MEDIAN_MAX }])).toEqual([]);
    expect(findSizeProblems([{ name: "a.ts", lines: FILE_LINES_MEDIAN_MAX + 1 }])).toHaveLength(1);
  });
});
