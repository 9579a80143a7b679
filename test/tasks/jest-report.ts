import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "./repository";
import type { StepReport } from "./step";

/** The part of jest's JSON report that is read here. */
interface JestReport {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** The tests that passed, and one line for each that failed or each file that could not run. */
export function readJestReport(file: string): StepReport {
  if (!existsSync(file)) return { passed: 0, failures: ["jest wrote no report"] };
  const report = JSON.parse(readFileSync(file, "utf8")) as JestReport;
  const failures = report.testResults.flatMap((result) => {
    const name = path.relative(repositoryRoot, result.name);
    const failed = result.assertionResults.filter((assertion) => assertion.status === "failed");
    if (failed.length === 0 && result.status === "failed") return [`${name} could not run`];
    return failed.map((assertion) => `${name} › ${assertion.fullName}`);
  });
  return { passed: report.numPassedTests, failures };
}
