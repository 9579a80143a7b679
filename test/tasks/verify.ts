import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readJestReport } from "./jest-report";
import { inRepository } from "./repository";
import { runStep, type StepResult } from "./step";
import { formatSummary } from "./summary";

const node = process.execPath;
const bin = (name: string, file: string) => inRepository("node_modules", name, file);
const jest = [node, bin("jest", "bin/jest.js"), "--selectProjects"];

/**
 * The steps of `npm test`, in order. When a step fails that others build on, the run ends. Steps in one list run side by side:
 * the end-to-end tests mostly wait, for a network and for other processes, and the short benchmark does not look at times.
 */
const STEPS: readonly (readonly Step[])[] = [
  [{ name: "build and type check", command: ["npm", "run", "--silent", "build"], needed: true }],
  [{ name: "tests", command: [...jest, "repository"], jest: true }],
  [
    { name: "end to end", command: [...jest, "end-to-end", "--runInBand"], jest: true },
    { name: "lint", command: [node, bin("eslint", "bin/eslint.js"), "--max-warnings", "0", "."] },
    { name: "format", command: [node, bin("prettier", "bin/prettier.cjs"), "--check", "--log-level", "warn", "."] },
  ],
  [
    {
      name: "random programs",
      command: ["npm", "run", "--silent", "fuzz", "--", "--programs", "20000", "--seed", "1", "--complete"],
    },
    { name: "bench runs", command: ["npm", "run", "--silent", "bench", "--", "--short"] },
  ],
];

interface Step {
  readonly name: string;
  readonly command: readonly string[];
  readonly needed?: boolean;
  readonly jest?: boolean;
}

async function verify(): Promise<number> {
  const reports = mkdtempSync(path.join(tmpdir(), "threaded-contract-verify-"));
  const results: StepResult[] = [];
  try {
    for (const together of STEPS) {
      const ended = await Promise.all(
        together.map((step, index) => {
          const report = path.join(reports, `${step.name}.json`);
          const command = step.jest ? [...step.command, "--json", "--outputFile", report] : step.command;
          const readReport = step.jest ? () => readJestReport(report) : undefined;
          return runStep(step.name, command, { readReport, isQuiet: index > 0 });
        }),
      );
      results.push(...ended);
      if (ended.some(({ failures }, index) => together[index]?.needed && failures.length > 0)) break;
    }
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
  console.log(`\n${formatSummary(results)}`);
  return results.every((result) => result.failures.length === 0) ? 0 : 1;
}

void verify().then((exitCode) => {
  process.exitCode = exitCode;
});
