import { formatTable } from "../../../test/tasks/table";
import type { Judged } from "./judge";
import { sdkImport, type Verdict } from "./program";

/** A table with a row for each rule. */
export function formatVerdicts(judged: readonly Judged[]): string {
  const rules = [...new Set(judged.map(({ program }) => program.rule))].sort();
  const row = (name: string, own: readonly Judged[]): string[] => {
    const of = (verdict: Verdict) => own.filter(({ program }) => program.verdict === verdict);
    const count = (verdict: Verdict) => String(of(verdict).length);
    const wrong = (verdict: Verdict) => String(of(verdict).filter(({ mistakes }) => mistakes.length > 0).length);
    return [
      name,
      String(own.length),
      count("forbidden"),
      wrong("forbidden"),
      count("allowed"),
      wrong("allowed"),
      count("conservative"),
    ];
  };
  const header = ["rule", "programs", "forbidden", "accepted", "allowed", "rejected", "conservatively refused"];
  const rows = rules.map((rule) =>
    row(
      rule === "TC2" ? "TC2xxx, random" : rule,
      judged.filter(({ program }) => program.rule === rule),
    ),
  );
  return formatTable(header, [...rows, row("all", judged)]);
}

/** One wrong verdict: what repeats it, what is wrong, and the program. */
export function describeMistake(seed: number, { program, mistakes }: Judged): string {
  const files = Object.entries(program.files).map(([path, text]) => `// ${path}\n${text.replace(sdkImport, "")}`);
  return [
    `npm run corpus -- --seed ${seed} --first ${program.number} --programs 1`,
    `${program.rule}, ${program.verdict} (${program.how}): ${mistakes.join("; ")}`,
    ...files,
  ].join("\n");
}
