import type { StepResult } from "./step";
import { formatTable } from "./table";

/** How the steps ended, what failed, and a last line that counts: tests where a step counts them, else the step itself. */
export function formatSummary(results: readonly StepResult[]): string {
  const rows = results.map(({ name, failures, seconds }) => [
    name,
    failures.length === 0 ? "ok" : "FAILED",
    `${seconds.toFixed(1)} s`,
  ]);
  const failures = results.flatMap(({ name, failures }) => failures.map((failure) => `  ${name}: ${failure}`));
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  return [
    formatTable(["step", "result", "time"], rows),
    ...(failures.length === 0 ? [] : ["", "Failed:", ...failures]),
    "",
    `${passed} passed, ${failures.length} failed`,
  ].join("\n");
}
