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

/** The steps of `npm test`, in order. When a step fails that others build on, the run ends. */
const STEPS: readonly Step[] = [
  { name: "build and type check", command: ["npm", "run", "--silent", "build"], needed: true },
  { name: "lint", command: [node, bin("eslint", "bin/eslint.js"), "--max-warnings", "0", "."] },
  { name: "format", command: [node, bin("prettier", "bin/prettier.cjs"), "--check", "--log-level", "warn", "."] },
  { name: "tests", command: [...jest, "repository"], jest: true },
  { name: "end to end", command: [...jest, "end-to-end", "--runInBand"], jest: true },
  { name: "bench runs", command: ["npm", "run", "--silent", "bench", "--", "--short"] },
];

interface Step {
  readonly name: string;
  readonly command: readonly string[];
  readonly needed?: boolean;
  readonly jest?: boolean;
}

function verify(): number {
  const reports = mkdtempSync(path.join(tmpdir(), "threaded-contract-verify-"));
  const results: StepResult[] = [];
  try {
    for (const step of STEPS) {
      const report = path.join(reports, `${step.name}.json`);
      const command = step.jest ? [...step.command, "--json", "--outputFile", report] : step.command;
      const result = runStep(step.name, command, step.jest ? () => readJestReport(report) : undefined);
      results.push(result);
      if (step.needed && result.failures.length > 0) break;
    }
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
  console.log(`\n${formatSummary(results)}`);
  return results.every((result) => result.failures.length === 0) ? 0 : 1;
}

process.exitCode = verify();
