import { readPart, writePart, type ReadmePart } from "../tasks/readme-part";
import { describeMachine } from "./machine";
import type { Figure } from "./suite";

const PART: ReadmePart = { name: "benchmark", command: "npm run bench -- --readme" };

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

/** Writes every figure that has a bar into the README, with the machine that they are from. */
export function writeReadme(figures: readonly Figure[]): void {
  const rows = figures.filter(({ bar }) => bar !== undefined).map(formatRow);
  const head = ["| ratio | median | p10–p90 | bar | prototype |", "|---|---|---|---|---|"];
  writePart(PART, [...head, ...rows, "", `Missed bars are bold. ${describeMachine()}.`].join("\n"));
}

/** The names of the figures that the README has. */
export function readmeFigures(): string[] {
  return readPart(PART)
    .split("\n")
    .slice(2)
    .flatMap((line) => /^\| ([^|]+) \|/.exec(line)?.[1] ?? []);
}
