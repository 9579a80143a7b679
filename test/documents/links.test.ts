import { readFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "../tasks/repository";
import { findDeadLinks, listDocuments } from "./markdown";

describe("links", () => {
  test.each(listDocuments())("of %s lead somewhere", (document) => {
    expect(findDeadLinks(document, readFileSync(path.join(repositoryRoot, document), "utf8"))).toEqual([]);
  });

  test("that lead nowhere are found", () => {
    const text = "[a](missing.md) [b](README.md#no-such-heading) [c](README.md) [d](https://example.com) `[e](x.md)`";
    expect(findDeadLinks("CONTRIBUTING.md", text)).toEqual(["missing.md", "README.md#no-such-heading"]);
  });
});

test("the architecture links to the code", () => {
  const text = readFileSync(path.join(repositoryRoot, "ARCHITECTURE.md"), "utf8");
  const files = [...text.matchAll(/\]\(((?:sdk|transform|runtime|templates)\/[^)]+\.ts)\)/g)];
  expect(files.length).toBeGreaterThan(20);
});
