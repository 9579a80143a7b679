import { parseArgs } from "node:util";
import { formatTable } from "../tasks/table";
import { admissionSuite } from "./admission";
import { describeMachine } from "./machine";
import { callsSuite } from "./calls";
import { memorySuite } from "./memory";
import { meterSuite } from "./meter";
import { opVmSuite } from "./op-vm";
import { storageSuite } from "./storage";
import type { Figure, Suite } from "./suite";
import { threadsSuite } from "./threads";
import { transformSuite } from "./transform";

const SUITES: readonly Suite[] = [
  threadsSuite,
  callsSuite,
  meterSuite,
  opVmSuite,
  admissionSuite,
  storageSuite,
  memorySuite,
  transformSuite,
];

function formatRow({ name, ratio, floor, bar, note }: Figure): string[] {
  const digits = (value: number) => (value >= 10 ? value.toFixed(1) : value.toFixed(2));
  const reached = bar && (bar.is === "at least" ? ratio.median >= bar.value : ratio.median <= bar.value);
  return [
    name,
    digits(ratio.median),
    `${digits(ratio.low)}–${digits(ratio.high)}`,
    floor ?? "",
    bar ? `${bar.is === "at least" ? "≥" : "≤"} ${digits(bar.value)}` : "",
    bar ? (reached ? "yes" : "NO") : "",
    note,
  ];
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options: { short: { type: "boolean" } }, allowPositionals: true });
  const unknown = positionals.find((name) => !SUITES.some((suite) => suite.name === name));
  if (unknown !== undefined) {
    console.error(
      `There is no suite '${unknown}'. Use: npm run bench -- [${SUITES.map((suite) => suite.name).join("|")}] [--short]`,
    );
    return 1;
  }
  const selected = SUITES.filter((suite) => positionals.length === 0 || positionals.includes(suite.name));
  console.log(describeMachine());
  if (values.short) console.log("Short run: it shows that the benchmark runs; its figures mean nothing.");
  for (const suite of selected) {
    const figures = await suite.measure({ short: values.short ?? false });
    const header = [suite.name, "ratio", "p10–p90", "floor", "bar", "reached", "times (median)"];
    console.log(`\n${formatTable(header, figures.map(formatRow))}`);
  }
  return 0;
}

void main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
