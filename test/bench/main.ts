import { parseArgs } from "node:util";
import { formatTable } from "../tasks/table";
import { admissionSuite } from "./admission";
import { describeMachine } from "./machine";
import { callsSuite } from "./calls";
import { checkerSuite } from "./checker";
import { memorySuite } from "./memory";
import { meterSuite } from "./meter";
import { opVmSuite } from "./op-vm";
import { pricesSuite } from "./prices";
import { storageSuite } from "./storage";
import { formatBar, formatRatio, isReached, writeReadme } from "./readme";
import type { Figure, Suite } from "./suite";
import { threadsSuite } from "./threads";
import { transformSuite } from "./transform";

const SUITES: readonly Suite[] = [
  threadsSuite,
  callsSuite,
  meterSuite,
  opVmSuite,
  pricesSuite,
  admissionSuite,
  storageSuite,
  memorySuite,
  transformSuite,
  checkerSuite,
];

function formatRow(figure: Figure): string[] {
  const { name, ratio, floor, note } = figure;
  const reached = isReached(figure);
  return [
    name,
    formatRatio(ratio.median),
    `${formatRatio(ratio.low)}–${formatRatio(ratio.high)}`,
    floor ?? "",
    formatBar(figure),
    reached === undefined ? "" : reached ? "yes" : "NO",
    note,
  ];
}

async function main(): Promise<number> {
  const options = { short: { type: "boolean" }, readme: { type: "boolean" } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const unknown = positionals.find((name) => !SUITES.some((suite) => suite.name === name));
  if (unknown !== undefined) {
    console.error(
      `There is no suite '${unknown}'. Use: npm run bench -- [${SUITES.map((suite) => suite.name).join("|")}] [--short] [--readme]`,
    );
    return 1;
  }
  if (values.readme && values.short) {
    console.error("Figures of a short run mean nothing; they do not go into the README.");
    return 1;
  }
  const selected = SUITES.filter((suite) => positionals.length === 0 || positionals.includes(suite.name));
  console.log(describeMachine());
  if (values.short) console.log("Short run: it shows that the benchmark runs; its figures mean nothing.");
  const all: Figure[] = [];
  for (const suite of selected) {
    const figures = await suite.measure({ short: values.short ?? false });
    const header = [suite.name, "ratio", "p10–p90", "floor", "bar", "reached", "times (median)"];
    console.log(`\n${formatTable(header, figures.map(formatRow))}`);
    all.push(...figures);
  }
  if (values.readme) writeReadme(all);
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
