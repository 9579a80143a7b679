import { execFile } from "node:child_process";
import { join } from "node:path";
import { compilers } from "../lower/support/compile";

interface Coverage {
  readonly total: number;
  readonly visited: Readonly<Record<string, number>>;
  readonly missed: Readonly<Record<string, number>>;
  readonly kinds: readonly string[];
}

/** In a process of its own: the compilers are ESM, which jest does not load without flags. */
function coverage(compiler: string): Promise<Coverage> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [join(__dirname, "every-node.mjs"), compiler], (error, stdout, stderr) => {
      if (error !== null) reject(new Error(stderr));
      else resolve(JSON.parse(stdout) as Coverage);
    });
  });
}

/** Nodes that only name something; visitors are handed what refers to things. */
const naming = ["Identifier", "Decorator", "Literal", "Constructor"];

/** Kinds that are no syntax below a source file, or that no parser makes. */
const absent = ["Source", "Constructor", "Module", "Decorator", "Comment"];

describe("the visitor over a file with all syntax", () => {
  const results = compilers.map((compiler) => coverage(compiler));

  test.each(compilers.map((compiler, index) => ({ compiler, index })))(
    "$compiler: no node is missed",
    async ({ index }) => {
      const { total, visited, missed, kinds } = await results[index]!;
      expect(total).toBeGreaterThan(500);
      expect(Object.keys(missed).sort()).toEqual([...naming].sort());
      expect(missed["Decorator"]).toBe(2);
      expect(missed["Literal"]).toBe(1); // the argument of a decorator
      expect(kinds.filter((kind) => visited[kind] === undefined)).toEqual(absent);
    },
  );

  test("is the same on all compilers, though the numbers of their kinds differ", async () => {
    const [first, ...others] = await Promise.all(results);
    for (const other of others) expect(other.visited).toEqual(first!.visited);
  });
});
