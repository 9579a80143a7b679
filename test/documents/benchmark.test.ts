import { readFigures } from "../tasks/benchmark-part";

test("the README's table of the benchmark has every bar, with the figure, its spread and the prototype's", () => {
  const figures = readFigures();
  expect(figures.length).toBeGreaterThanOrEqual(18);
  for (const cells of figures) {
    expect(cells).toHaveLength(5);
    const [name, median, spread, bar] = cells;
    expect(name).not.toBe("");
    expect(median).toMatch(/^(\*\*)?-?\d+\.\d+(\*\*)?$/);
    expect(spread).toMatch(/^-?\d+\.\d+–-?\d+\.\d+$/);
    expect(bar).toMatch(/^[≤≥] \d+\.\d+$/);
  }
});
