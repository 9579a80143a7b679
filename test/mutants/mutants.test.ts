import { readRulings } from "../documents/rulings";
import { misfit } from "./apply";
import { mutants } from "./list";

test("every mutant still finds the text that it changes", () => {
  expect(mutants.map(misfit).filter((problem) => problem !== null)).toEqual([]);
});

test("there are enough of them, each with its own name and a ruling", () => {
  const ids = readRulings().map(({ id }) => id);
  expect(mutants.length).toBeGreaterThanOrEqual(28);
  expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
  expect(mutants.filter(({ ruling }) => !ids.includes(ruling))).toEqual([]);
});
