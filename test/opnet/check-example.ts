import { createChain } from "@threaded-contract/runtime";
import { formatRow, measureGas, readTable } from "../tasks/gas-table";
import { opnetDemonstrations } from "../tasks/opnet-demonstrations";

const TIMEOUT_MILLISECONDS = 240_000;

/** What holds for each of OIP-0002's contracts, whatever it does. */
export function checkExample(example: string): void {
  const demonstration = opnetDemonstrations.find((each) => each.example === example);
  if (demonstration === undefined) throw new Error(`there is no demonstration of ${example}`);

  describe(`${example}, as \`npm start -- ${example}\` runs it`, () => {
    test(
      "has the gas that the README says (npm run gas-table writes it)",
      async () => expect(readTable().split("\n")).toContain(formatRow(await measureGas(demonstration))),
      TIMEOUT_MILLISECONDS,
    );

    test(
      "has the same receipt on workers and without any",
      async () => {
        const hashes: string[] = [];
        for (const workers of [0, 1, 3]) {
          await using chain = await createChain({ ...demonstration.options, workers });
          const { parallel } = await demonstration.prepare(chain);
          hashes.push((await parallel({})).expectSuccess().hash);
        }
        expect(new Set(hashes).size).toBe(1);
      },
      TIMEOUT_MILLISECONDS,
    );
  });
}
