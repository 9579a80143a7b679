import { writePart } from "../tasks/readme-part";
import { BENCHMARK_PART, readFigures } from "../tasks/benchmark-part";
import { describeMachine } from "./machine";
import type { Figure } from "./suite";

/** A ratio, with as many digits as mean something. */
export const formatRatio = (value: number): string => (value >= 10 ? value.toFixed(1) : value.toFixed(2));

/** A bar, with its direction. */
export const formatBar = ({ bar }: Figure): string =>
  bar === undefined ? "" : `${bar.is === "at least" ? "≥" : "≤"} ${formatRatio(bar.value)}`;

/** Whether the median is on the right side of the bar; undefined if there is none. */
export function isReached({ bar, ratio }: Figure): boolean | undefined {
  if (bar === undefined) return undefined;
  return bar.is === "at least" ? ratio.median >= bar.value : ratio.median <= bar.value;
}

function formatRow(figure: Figure): string {
  const { name, ratio, floor } = figure;
  const median = isReached(figure) === false ? `**${formatRatio(ratio.median)}**` : formatRatio(ratio.median);
  return `| ${name} | ${median} | ${formatRatio(ratio.low)}–${formatRatio(ratio.high)} | ${formatBar(figure)} | ${floor ?? ""} |`;
}

/**
 * Writes every figure that has a bar into the README, with the machine that they are from.
 *
 * @param figures of some suites or all; the rows of the others stay
 */
export function writeReadme(figures: readonly Figure[]): void {
  const rows = new Map(readFigures().map((cells) => [cells[0] ?? "", `| ${cells.join(" | ")} |`]));
  for (const figure of figures) {
    if (figure.bar !== undefined) rows.set(figure.name, formatRow(figure));
  }
  const head = ["| ratio | median | p10–p90 | bar | prototype |", "|---|---|---|---|---|"];
  const machine = `Missed bars are bold. ${describeMachine()}.`;
  writePart(BENCHMARK_PART, [...head, ...rows.values(), "", machine].join("\n"));
}
