import { definitions } from "./definitions";
import { listFixtures, readExpectation, readFixture } from "./files";
import { brokenFacts } from "./judge";
import { allRulings, readDocumentation } from "./rulings";

const fixtures = listFixtures().map(readFixture);

test("every folder has a definition, and every definition a folder", () => {
  expect(fixtures.map(({ name }) => name)).toEqual(definitions.map(({ name }) => name).sort());
});

test("every fixture names rulings that exist, and begins with the first of them", () => {
  for (const { name, rulings } of fixtures) {
    expect(rulings.filter((id) => !allRulings.includes(id))).toEqual([]);
    const [first] = rulings;
    if (first === undefined) expect(name).toMatch(/^(limit|bad)-/);
    else expect(name).toMatch(new RegExp(`^${first.toLowerCase().replace(/-(\d)$/, "-0$1")}-[a-z]`));
  }
});

test("a ruling has a fixture or a reason why not, and not both", () => {
  const documented = Object.keys(readDocumentation());
  expect(documented.filter((id) => !allRulings.includes(id))).toEqual([]);
  const shown = new Set(fixtures.flatMap(({ rulings }) => rulings));
  expect(documented.filter((id) => shown.has(id))).toEqual([]);
  expect(allRulings.filter((id) => !shown.has(id) && !documented.includes(id))).toEqual([]);
});

test.each(fixtures.map((fixture) => [fixture.name, fixture] as const))("%s shows what it is for", (name, fixture) => {
  expect(fixture.shows).not.toEqual([]);
  expect(brokenFacts(fixture, readExpectation(name))).toEqual([]);
});
