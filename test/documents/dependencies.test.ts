import { readFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "../tasks/repository";

const MANIFESTS = [
  "",
  "sdk",
  "transform",
  "runtime",
  "templates",
  "templates/plain",
  "templates/opnet",
  "test",
  "examples/primes",
  "examples/sales",
  "examples/prices",
];
const FIELDS = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];

function listDependencies(): string[] {
  const names = MANIFESTS.flatMap((folder) => {
    const text = readFileSync(path.join(repositoryRoot, folder, "package.json"), "utf8");
    const manifest = JSON.parse(text) as Record<string, Record<string, string> | undefined>;
    return FIELDS.flatMap((field) => Object.keys(manifest[field] ?? {}));
  });
  return [...new Set(names)].filter((name) => !name.startsWith("@threaded-contract/")).sort();
}

test("every dependency has one line in CONTRIBUTING.md that says why, in order", () => {
  const text = readFileSync(path.join(repositoryRoot, "CONTRIBUTING.md"), "utf8");
  const [, table = ""] = text.split("\n## Dependencies\n");
  const rows = [...table.matchAll(/^\| `([^`]+)` \| .+ \|$/gm)].map((match) => match[1]);
  expect(rows).toEqual(listDependencies());
});
