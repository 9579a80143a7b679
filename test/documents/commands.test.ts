import { readdirSync, readFileSync } from "node:fs";
import { inRepository } from "../tasks/repository";
import { listDocuments } from "./markdown";

const { scripts } = JSON.parse(readFileSync(inRepository("package.json"), "utf8")) as {
  readonly scripts: Readonly<Record<string, string>>;
};
/** Folders that only serve those next to them. */
const INTERNAL = new Set(["abi", "codec"]);

const read = (document: string): string => readFileSync(inRepository(document), "utf8");

/** The documents that speak of this repository's commands, not of those of a new project. */
const own = listDocuments().filter((document) => !/^(templates|examples)\//.test(document));

test.each(own)("commands that %s names exist", (document) => {
  const named = [...read(document).matchAll(/\bnpm run (?:--silent )?([\w-]+)/g)].map(([, name = ""]) => name);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

test("CONTRIBUTING.md names every command", () => {
  const text = read("CONTRIBUTING.md");
  const isNamed = (name: string) => new RegExp(`\\bnpm (run )?${name}\\b`).test(text);
  expect(Object.keys(scripts).filter((name) => !isNamed(name))).toEqual([]);
});

test("ARCHITECTURE.md leads to every folder of sources", () => {
  const text = read("ARCHITECTURE.md");
  const folders = ["runtime/src", "transform/src"].flatMap((parent) =>
    readdirSync(inRepository(parent), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !INTERNAL.has(entry.name))
      .map(({ name }) => `${parent}/${name}`),
  );
  expect(folders.filter((folder) => !text.includes(folder))).toEqual([]);
});
