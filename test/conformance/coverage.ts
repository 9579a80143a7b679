import { formatTable } from "../tasks/table";
import { readDocumentation, rulingGroups } from "./rulings";
import type { FixtureResult } from "./run-fixture";

/** A row for each group of rulings and the line that counts. */
export function coverageReport(results: readonly FixtureResult[]): string {
  const documentation = readDocumentation();
  const rows = rulingGroups.map(({ letter, title, ids }) => {
    const group = results.filter(({ fixture }) => fixture.name.startsWith(`${letter.toLowerCase()}-`));
    const withFixture = ids.filter((id) => results.some(({ fixture }) => fixture.rulings.includes(id)));
    const documented = ids.filter((id) => !withFixture.includes(id) && documentation[id] !== undefined);
    return {
      title: `${letter} ${title}`,
      total: ids.length,
      fixtures: withFixture.length,
      documented: documented.length,
      ...count(group),
    };
  });
  const others = count(results.filter(({ fixture }) => fixture.rulings.length === 0));
  const sum = (pick: (row: (typeof rows)[number]) => number): number => rows.reduce((all, row) => all + pick(row), 0);
  const covered = sum((row) => row.fixtures + row.documented);
  const all = count(results);
  const cells = rows.map((row) => [
    row.title,
    `${row.fixtures + row.documented} / ${row.total}`,
    `${row.documented}`,
    `${row.passed}`,
    `${row.failed}`,
    `${row.skipped}`,
  ]);
  cells.push(["limits and bad input", "", "", `${others.passed}`, `${others.failed}`, `${others.skipped}`]);
  const header = ["group", "rulings covered", "of which documentation", "passed", "failed", "skipped"];
  return [
    formatTable(header, cells),
    "",
    `${covered} / ${sum((row) => row.total)} rulings covered, ${sum((row) => row.documented)} of them as documentation; ` +
      `${all.passed} fixtures passed, ${all.failed} failed, ${all.skipped} skipped`,
  ].join("\n");
}

function count(results: readonly FixtureResult[]): { passed: number; failed: number; skipped: number } {
  return {
    passed: results.filter(({ passed, skipped }) => passed && !skipped).length,
    failed: results.filter(({ passed }) => !passed).length,
    skipped: results.filter(({ skipped }) => skipped).length,
  };
}
