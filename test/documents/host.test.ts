import { readFileSync } from "node:fs";
import { findHostImport } from "@threaded-contract/transform";
import { vmImports } from "../differential/harness/host-use";
import { inRepository } from "../tasks/repository";

const page = readFileSync(inRepository("runtime", "docs", "host.md"), "utf8");
const rows = [...page.matchAll(/^\| `(\w+)` \| `([^`]+)` \| (.+) \|$/gm)].map(
  ([, name = "", type = "", rest = ""]) => ({
    name,
    type,
    links: [...rest.matchAll(/contracts\/(\w+)\.ts/g)].map(([, contract = ""]) => contract),
  }),
);

test("the page lists every import of op-vm, once and in the order of the verifier", () => {
  expect(rows.map(({ name }) => `env.${name}`)).toEqual(vmImports);
});

test.each(rows)("$name has its type", ({ name, type }) => {
  expect(type).toBe(findHostImport("env", name)?.signature);
});

test.each(rows)("$name is imported by the contracts that the page names", ({ name, links }) => {
  for (const contract of links) {
    const wasm = readFileSync(inRepository("test", "differential", "modules", "b", `${contract}.wasm`));
    const imported = WebAssembly.Module.imports(new WebAssembly.Module(wasm)).map((found) => found.name);
    expect(imported).toContain(name);
  }
});
