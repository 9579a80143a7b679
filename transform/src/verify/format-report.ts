import type { Capability } from "./host-imports";
import type { VerificationReport, VerifiedThread } from "./verify-module";

const abilities: readonly (readonly [Capability, string])[] = [
  ["read", "reads storage or chain state"],
  ["write", "writes storage"],
  ["call", "calls other contracts (read-only)"],
  ["event", "emits events"],
  ["deployment", "deploys or updates contracts"],
  ["transient", "uses transient storage"],
  ["spawn", "spawns threads"],
  ["join", "joins threads"],
];

function plural(count: number, singular: string, several = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : several}`;
}

function describeThread(thread: VerifiedThread): string[] {
  const names = thread.imports.map((found) => `${found.module}.${found.name}`);
  const can = abilities
    .filter(([capability]) => thread.imports.some((found) => found.capability === capability))
    .map(([capability, text]) =>
      capability === "write" && thread.kind === "reservation" ? "writes its reserved slots" : text,
    );
  if (thread.imports.some((found) => found.capability === null)) can.push("calls what the host does not have");
  return [
    `${thread.export}  ${thread.kind}  ${thread.source}`,
    `  may: ${can.length === 0 ? "computes only" : can.join(", ")}`,
    `  reaches ${plural(names.length, "import")}: ${names.join(" ") || "none"}`,
  ];
}

/**
 * A verification report as text for a terminal, one thread and one finding after the other.
 *
 * @example
 * ```ts
 * console.log(formatVerification(verifyModule(readFileSync("build/primes.wasm"))));
 * ```
 */
export function formatVerification(report: VerificationReport): string {
  const lines = [
    `${report.name || "module"} (${report.kind}), ${plural(report.threads.length, "thread entry", "thread entries")}`,
  ];
  for (const thread of report.threads) lines.push("", ...describeThread(thread));
  for (const finding of report.findings) {
    lines.push("", `${finding.code}: ${finding.message}${finding.entry === null ? "" : ` (${finding.entry})`}`);
    finding.path.forEach((place, depth) => lines.push(`  ${"  ".repeat(depth)}${depth === 0 ? "" : "→ "}${place}`));
  }
  lines.push("", report.passed ? "Nothing forbidden was found." : `${plural(report.findings.length, "finding")}.`);
  return `${lines.join("\n")}\n`;
}
