import { spawnSync } from "node:child_process";
import { repositoryRoot } from "./repository";

/** How one step of the test command ended. */
export interface StepResult {
  readonly name: string;
  readonly passed: number;
  /** What failed, one line each. */
  readonly failures: readonly string[];
  readonly seconds: number;
}

/** What a step counts beyond its exit code. */
export interface StepReport {
  readonly passed: number;
  readonly failures: readonly string[];
}

/**
 * Runs one command with its output shown.
 *
 * @param readReport reads what the command counted; without it the step itself counts as one
 */
export function runStep(name: string, command: readonly string[], readReport?: () => StepReport): StepResult {
  console.log(`\n── ${name}`);
  const start = performance.now();
  const [program = "", ...args] = command;
  const { status } = spawnSync(program, args, {
    cwd: repositoryRoot,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  const seconds = (performance.now() - start) / 1000;
  const report = readReport?.() ?? { passed: status === 0 ? 1 : 0, failures: [] };
  // A command can fail although every test it counted has passed: a broken test file, a coverage bar, a crash.
  const failures =
    status !== 0 && report.failures.length === 0 ? [`'${command.join(" ")}' ended with ${status}`] : report.failures;
  return { name, passed: report.passed, failures, seconds };
}
