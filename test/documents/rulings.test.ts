import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "../tasks/repository";
import { readRulings, rulingCounts } from "./rulings";

const entries = readRulings();

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
