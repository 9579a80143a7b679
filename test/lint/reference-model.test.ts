import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { inRepository, repositoryRoot } from "../tasks/repository";

const LINES_MAXIMUM = 500;
const folder = inRepository("test", "reference-model");
const files = readdirSync(folder)
  .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
  .map((name) => path.join(folder, name));

/** What a file imports, types too. */
function importsOf(file: string): string[] {
  const specifiers = [...readFileSync(file, "utf8").matchAll(/(?:from|import|require)\s*\(?\s*"([^"]+)"/g)];
  return specifiers.map(([, specifier]) => specifier!);
}

test(`the reference model has at most ${LINES_MAXIMUM} lines`, () => {
  const lines = files.reduce((sum, file) => sum + readFileSync(file, "utf8").split("\n").length - 1, 0);
  expect(files.length).toBeGreaterThan(3);
  expect(lines).toBeLessThanOrEqual(LINES_MAXIMUM);
});

test("nothing of the runtime reaches the reference model, through no file either", () => {
  const reached = new Set(files);
  for (const file of reached) {
    for (const specifier of importsOf(file)) {
      expect(specifier).not.toMatch(/^@threaded-contract\//);
      if (specifier.startsWith(".")) reached.add(`${path.resolve(path.dirname(file), specifier)}.ts`);
    }
  }
  const folders = [...reached].map((file) => path.relative(repositoryRoot, path.dirname(file)));
  expect([...new Set(folders)].sort()).toEqual(["test/fuzz", "test/reference-model"]);
});
