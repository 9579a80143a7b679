import { readFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "../tasks/repository";

const PUBLISHED = ["sdk", "transform", "runtime", "templates"];

const manifestOf = (folder: string) =>
  JSON.parse(readFileSync(path.join(repositoryRoot, folder, "package.json"), "utf8")) as Record<string, unknown>;
const textOf = (...names: string[]) => readFileSync(path.join(repositoryRoot, ...names), "utf8");

describe.each(PUBLISHED)("the package in %s", (folder) => {
  const manifest = manifestOf(folder);
  const root = manifestOf("");

  test("has the version, the licence and the engines of the repository, and says its module kind", () => {
    expect(manifest).toMatchObject({
      version: root["version"],
      license: "Apache-2.0",
      engines: root["engines"],
      type: "commonjs",
    });
    expect(textOf(folder, "LICENSE")).toBe(textOf("LICENSE"));
  });

  test("runs no script when it is installed", () => {
    const scripts = Object.keys(manifest["scripts"] ?? {});
    expect(scripts.filter((name) => /install|prepare/.test(name))).toEqual([]);
  });
});
