import { spawn } from "node:child_process";
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

export interface StepOptions {
  /** Reads what the command counted; without it the step itself counts as one. */
  readonly readReport?: (() => StepReport) | undefined;
  /** Shows the output at the end rather than as it comes, for a step that runs beside another. */
  readonly isQuiet?: boolean;
}

/** Runs one command with its output shown. */
export async function runStep(
  name: string,
  command: readonly string[],
  { readReport, isQuiet = false }: StepOptions = {},
): Promise<StepResult> {
  if (!isQuiet) console.log(`\n── ${name}`);
  const start = performance.now();
  const { status, output } = await run(command, isQuiet);
  const seconds = (performance.now() - start) / 1000;
  if (isQuiet) process.stdout.write(`\n── ${name}\n${output}`);
  const report = readReport?.() ?? { passed: status === 0 ? 1 : 0, failures: [] };
  // A command can fail although every test it counted has passed: a broken test file, a coverage bar, a crash.
  const failures =
    status !== 0 && report.failures.length === 0 ? [`'${command.join(" ")}' ended with ${status}`] : report.failures;
  return { name, passed: report.passed, failures, seconds };
}

function run(command: readonly string[], isQuiet: boolean): Promise<{ status: unknown; output: string }> {
  const [program = "", ...args] = command;
  return new Promise((resolve) => {
    let output = "";
    const child = spawn(program, args, {
      cwd: repositoryRoot,
      stdio: isQuiet ? ["ignore", "pipe", "pipe"] : "inherit",
      shell: process.platform === "win32",
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => (output += text));
    }
    child.once("error", (error) => resolve({ status: error.message, output }));
    child.once("close", (code, signal) => resolve({ status: code ?? signal, output }));
  });
}
