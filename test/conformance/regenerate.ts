import { mkdirSync, writeFileSync } from "node:fs";
import { adapterInput } from "./adapter";
import { buildFixture, moduleFile } from "./build-fixture";
import type { Compiler } from "./compiler";
import type { Definition, ModuleSource } from "./define";
import { fileOf } from "./files";
import type { Expectation, Fixture } from "./fixture";
import { jsonText } from "./json-text";
import { brokenFacts, writtenOutcome } from "./judge";
import { writtenJournal } from "./judge-journal";
import { ownMachine } from "./own-machine";

/** The bytes of every module of a definition, by file name. */
export async function buildModules(definition: Definition, compiler: Compiler): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  if (definition.kind === "compilation") return files;
  for (const [key, source] of Object.entries(definition.modules)) {
    files.set(moduleFile(key), await buildModule(definition.name, source, compiler));
  }
  return files;
}

async function buildModule(fixture: string, source: ModuleSource, compiler: Compiler): Promise<Uint8Array> {
  if (typeof source === "function") return source();
  if (typeof source === "string") return compiler.compile(fixture, source);
  return source.alter(await compiler.compile(fixture, source.source));
}

/** What our compiler or our runtime makes of a fixture, as `expected.json` has it. */
export async function observe(fixture: Fixture, compiler: Compiler): Promise<Expectation> {
  if (fixture.kind === "compilation") return compiler.check(fixture.name, fixture.source);
  const { outcomes, journal } = await ownMachine()(adapterInput(fixture));
  return { outcomes: outcomes.map(writtenOutcome), journal: writtenJournal(journal) };
}

/** Writes all files of a fixture but its sources, and returns the facts that it should show but does not. */
export async function regenerate(definition: Definition, compiler: Compiler): Promise<string[]> {
  const fixture = buildFixture(definition);
  mkdirSync(fileOf(fixture.name, ""), { recursive: true });
  for (const [file, bytes] of await buildModules(definition, compiler)) {
    writeFileSync(fileOf(fixture.name, file), bytes);
  }
  writeFileSync(fileOf(fixture.name, "fixture.json"), jsonText(fixture));
  const expectation = await observe(fixture, compiler);
  writeFileSync(fileOf(fixture.name, "expected.json"), jsonText(expectation));
  return brokenFacts(fixture, expectation);
}
