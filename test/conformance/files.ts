import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { inRepository } from "../tasks/repository";
import type { ExecutionFixture, Expectation, Fixture } from "./fixture";

/** The folder of all fixtures, one folder for each. */
export const fixturesFolder = inRepository("test", "conformance", "fixtures");

/** The path of a file of a fixture. */
export function fileOf(fixture: string, file: string): string {
  return path.join(fixturesFolder, fixture, file);
}

/** Names of all fixtures, sorted. */
export function listFixtures(): string[] {
  return readdirSync(fixturesFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(fileOf(entry.name, "fixture.json")))
    .map(({ name }) => name)
    .sort();
}

/** @throws if the fixture or its file does not exist */
export function readFixture(name: string): Fixture {
  return readJson(name, "fixture.json") as Fixture;
}

/** What the fixture's receipts or diagnostics have to be. */
export function readExpectation(name: string): Expectation {
  return readJson(name, "expected.json") as Expectation;
}

/** The bytes of a fixture's modules, by name. */
export function readModules({ name, modules }: ExecutionFixture): Record<string, Uint8Array> {
  return Object.fromEntries(
    Object.entries(modules).map(([key, file]) => [key, new Uint8Array(readFileSync(fileOf(name, file)))]),
  );
}

function readJson(fixture: string, file: string): unknown {
  return JSON.parse(readFileSync(fileOf(fixture, file), "utf8"));
}
