import { ESLint } from "eslint";
import { inRepository, repositoryRoot } from "../tasks/repository";
// Handed over as a value: inside jest, ESLint cannot load the file itself.
import configuration = require("../../eslint.config");

/** The severity with which the repository's configuration applies a rule to a file: 0 off, 2 error. */
async function severityOf(rule: string, file: string): Promise<number> {
  const eslint = new ESLint({ cwd: repositoryRoot, overrideConfigFile: true, overrideConfig: configuration });
  const config = (await eslint.calculateConfigForFile(inRepository(file))) as { rules: Record<string, [number]> };
  return config.rules[rule]?.[0] ?? 0;
}

describe("the lint configuration", () => {
  test.each([
    "runtime/src/frame/execute.ts",
    "runtime/src/storage/slot-table.ts",
    "runtime/src/threads/discount.ts",
    "runtime/src/gas/schedule.ts",
    "runtime/src/meter/admit.ts",
    "runtime/src/journal/record.ts",
    "runtime/src/receipt.ts",
    "runtime/src/receipt-encoding.ts",
  ])("forbids nondeterminism in %s", async (file) => {
    expect(await severityOf("threaded-contract/determinism", file)).toBe(2);
  });

  test("leaves clocks to the engine, which measures wall time", async () => {
    expect(await severityOf("threaded-contract/determinism", "runtime/src/engine/pool.ts")).toBe(0);
  });

  test.each(["transform/src/rules/TC2001.ts", "runtime/src/chain.ts", "test/reference-model/model.ts"])(
    "keeps the boundaries and the size of %s",
    async (file) => {
      expect(await severityOf("threaded-contract/import-boundaries", file)).toBe(2);
      expect(await severityOf("max-lines", file)).toBe(2);
      expect(await severityOf("max-lines-per-function", file)).toBe(2);
    },
  );

  test("lets only a package's index re-export", async () => {
    expect(await severityOf("threaded-contract/no-inner-barrel", "runtime/src/index.ts")).toBe(0);
    expect(await severityOf("threaded-contract/no-inner-barrel", "runtime/src/engine/index.ts")).toBe(2);
  });
});
