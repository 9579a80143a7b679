import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "../tasks/repository";
import { fixturesByRuling, readRulings, rulingCounts, RULINGS_PAGE, withFixtureLines } from "./rulings";

const page = path.join(repositoryRoot, RULINGS_PAGE);
// Written anew with `UPDATE_RULINGS=1 npx jest test/documents/rulings`.
if (process.env["UPDATE_RULINGS"] === "1") writeFileSync(page, withFixtureLines(readFileSync(page, "utf8")));

const entries = readRulings();
const fixtures = fixturesByRuling();

test("every ruling is listed once, in order", () => {
  const expected = Object.entries(rulingCounts).flatMap(([letter, count]) =>
    Array.from({ length: count }, (_, i) => `${letter}-${i + 1}`),
  );
  expect(entries.map(({ id }) => id)).toEqual(expected);
  expect(expected).toHaveLength(104);
});

test.each(entries)("$id has a question, a rule, and tests that name it", ({ id, question, rule, tests, ...entry }) => {
  expect(question.length).toBeGreaterThan(10);
  expect(rule.length).toBeGreaterThan(10);
  if (entry.documentationOnly) return;
  expect(tests).not.toEqual([]);
  const named = new RegExp(`\\b${id}\\b`);
  const silent = tests.filter((test) => {
    const file = path.join(repositoryRoot, test);
    return !existsSync(file) || !named.test(readFileSync(file, "utf8"));
  });
  expect(silent).toEqual([]);
});

test("the listed fixtures are of those rulings, and nearly every ruling has one", () => {
  const wrong = entries.flatMap(({ id, fixtures: listed }) =>
    listed.filter((name) => !(fixtures.get(id) ?? []).includes(name)),
  );
  expect(wrong).toEqual([]);
  expect(entries.filter(({ fixtures: listed }) => listed.length > 0).length).toBeGreaterThanOrEqual(90);
});
