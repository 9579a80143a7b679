import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { hashInputs } from "./input-hash";
import { readJestReport } from "./jest-report";
import { inRepository, repositoryRoot } from "./repository";
import SlowFirst from "./slow-first";
import { runStep } from "./step";
import { formatSummary } from "./summary";
import { formatTable } from "./table";

/** As much as jest's sequencer asks for. */
const CONTEXT = {
  config: { id: "slow-first", cache: false, cacheDirectory: tmpdir(), haste: {} },
  hasteFS: { getSize: () => 1 },
};

let folder = "";
const at = (...names: string[]) => path.join(folder, ...names);
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "threaded-contract-tasks-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("a build output", () => {
  test("is stale when a file that it is made from changes, comes or goes, and not when only times change", () => {
    const hash = () => hashInputs([at("sources"), at("configuration.json"), at("missing")]);
    mkdirSync(at("sources", "inner"), { recursive: true });
    writeFileSync(at("sources", "inner", "a.ts"), "a");
    writeFileSync(at("configuration.json"), "{}");
    const first = hash();

    utimesSync(at("configuration.json"), 1, 1);
    mkdirSync(at("sources", "build"));
    writeFileSync(at("sources", "build", "output.wasm"), "");
    expect(hash()).toBe(first);

    writeFileSync(at("sources", "inner", "a.ts"), "b");
    const changed = hash();
    writeFileSync(at("sources", "inner", "b.ts"), "");
    const added = hash();
    expect(new Set([first, changed, added]).size).toBe(3);
  });
});

describe("the test command", () => {
  const report = (status: string) => ({
    numPassedTests: 3,
    testResults: [
      { name: __filename, status, assertionResults: [{ status, fullName: "does something" }] },
      { name: __filename, status, assertionResults: [] },
    ],
  });

  test("names the tests that failed and the files that could not run", () => {
    writeFileSync(at("report.json"), JSON.stringify(report("failed")));
    expect(readJestReport(at("report.json"))).toEqual({
      passed: 3,
      failures: ["test/tasks/tasks.test.ts › does something", "test/tasks/tasks.test.ts could not run"],
    });
  });

  test("counts a report that is missing as a failure", () => {
    expect(readJestReport(at("missing.json")).failures).toHaveLength(1);
  });

  test("fails with a command that fails, even when every test that was counted passed", async () => {
    jest.spyOn(console, "log").mockImplementation(() => undefined);
    const readReport = () => ({ passed: 5, failures: [] });
    const failing = await runStep("tests", [process.execPath, "-e", "process.exit(3)"], { readReport });
    expect(failing.failures).toHaveLength(1);
    expect(await runStep("lint", [process.execPath, "-e", ""])).toMatchObject({ passed: 1, failures: [] });
    expect((await runStep("lint", [at("no-such-command")])).failures).toHaveLength(1);
  });

  test("shows what a step wrote that ran beside another", async () => {
    const write = jest.spyOn(process.stdout, "write").mockReturnValue(true);
    const program = `console.log("a"); console.error("b"); process.exit(1)`;
    const { failures } = await runStep("lint", [process.execPath, "-e", program], { isQuiet: true });
    const shown = write.mock.calls.map(([text]) => String(text)).join("");
    write.mockRestore();
    expect(failures).toHaveLength(1);
    expect(shown).toMatch(/^\n── lint\n(a\nb|b\na)\n$/);
  });

  test("starts the slowest test files first, and they are all there", () => {
    const { SLOWEST } = SlowFirst;
    const other = "test/tasks/tasks.test.ts";
    const tests = [other, ...SLOWEST.toReversed()].map((name) => ({ path: inRepository(name), context: CONTEXT }));
    const sequencer = new SlowFirst({ contexts: [], globalConfig: CONTEXT.config } as never);
    const order = sequencer.sort(tests).map((each: { path: string }) => path.relative(repositoryRoot, each.path));
    expect(order).toEqual([...SLOWEST, other]);
    expect(SLOWEST.filter((name) => !existsSync(inRepository(name)))).toEqual([]);
  });

  test("ends with a line that counts", () => {
    const step = { seconds: 1, passed: 2 };
    const good = [{ ...step, name: "lint", failures: [] }];
    expect(formatSummary(good).split("\n").at(-1)).toBe("2 passed, 0 failed");
    const bad = [...good, { ...step, name: "tests", failures: ["a › b"] }];
    expect(formatSummary(bad)).toMatch(/tests +FAILED[^]*Failed:\n {2}tests: a › b\n\n4 passed, 1 failed$/);
  });
});

test("a table is aligned", () => {
  expect(
    formatTable(
      ["name", "n"],
      [
        ["a", "1"],
        ["long name", "10"],
      ],
    ).split("\n"),
  ).toEqual(["name        n", "─────────  ──", "a           1", "long name  10"]);
});
