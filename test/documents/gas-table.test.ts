import { readTable } from "../tasks/gas-table";
import { opnetDemonstrations } from "../tasks/opnet-demonstrations";

// That the numbers are those of today is tested beside each example, which runs its contract.
test("the README's table has a row for each of OIP-0002's contracts, in order", () => {
  const names = [
    ...readTable().matchAll(/^\| \[([\w-]+)\]\(examples\/\1\) \| \d+ \| [\d,]+ \| [\d,]+ \| [+−][\d.]+ % \|$/gm),
  ];
  expect(names.map(([, name]) => name)).toEqual(opnetDemonstrations.map(({ example }) => example));
  expect(names).toHaveLength(5);
});
