import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { listExamples } from "./example-list";
import { hashInputs } from "./input-hash";
import { inRepository } from "./repository";

/** Everything that decides the bytes of an example's contract: its sources, the SDK, the transform and the compiler. */
function inputsOf(example: string): string[] {
  return [
    inRepository("examples", example, "assembly"),
    ...configurationsOf(example).map((name) => inRepository("examples", example, name)),
    inRepository("asconfig.json"),
    inRepository("sdk"),
    inRepository("transform", "dist"),
    inRepository("node_modules", "assemblyscript", "package.json"),
  ];
}

/** The compiler configurations of an example: one for each contract. */
function configurationsOf(example: string): string[] {
  return readdirSync(inRepository("examples", example)).filter((name) => /^asconfig\..*json$/.test(name));
}

function compile(example: string): void {
  const folder = inRepository("examples", example);
  const asc = inRepository("node_modules", "assemblyscript", "bin", "asc.js");
  for (const configuration of configurationsOf(example)) {
    const { status } = spawnSync(process.execPath, [asc, "--config", configuration], { cwd: folder, stdio: "inherit" });
    if (status !== 0) throw new Error(`The example '${example}' does not compile with ${configuration}.`);
  }
}

/** Compiles one example's contracts if something they are made from has changed. Returns whether it compiled. */
function build(example: string): boolean {
  const record = inRepository("examples", example, "build", ".inputs");
  const hash = hashInputs(inputsOf(example));
  if (existsSync(record) && readFileSync(record, "utf8") === hash) return false;
  rmSync(record, { force: true });
  mkdirSync(path.dirname(record), { recursive: true });
  compile(example);
  writeFileSync(record, hash);
  return true;
}

for (const example of listExamples()) {
  if (build(example)) console.log(`compiled examples/${example}`);
}
