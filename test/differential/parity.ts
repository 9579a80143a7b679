import { describeDifference } from "./harness/compare";
import { compileAll, compileRaw, stampOfContract, stampOfRaw } from "./harness/compile";
import { vmImports, type HostUse } from "./harness/host-use";
import { writeModules } from "./harness/modules";
import { loadVm } from "./harness/op-vm";
import { stackNames, type StackName } from "./harness/paths";
import { DEFAULT_RUN, PROBE, run, type RunOptions, type RunResult, type RunRow } from "./harness/run";
import { policies, type Policy } from "./harness/scenario";
import { recordVectors } from "./harness/vectors";
import { formatTable } from "../tasks/table";

const DIFFERENCES_SHOWN = 10;

const USAGE = `npm run parity -- [options]
  --stack a|b          one stack only
  --policy NAME        one storage policy only: ${policies.join(", ")}
  --seed N             one seed instead of ${DEFAULT_RUN.seeds.join(", ")}
  --calls N            calls of each seed (${DEFAULT_RUN.calls})
  --probe-calls N      calls of each seed with raw host functions (${DEFAULT_RUN.probeCalls})
  --record             compile the contracts anew, keep them, and record what the machine does for places where it cannot be loaded
  --json               the result as JSON`;

function option(name: string): string | undefined {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
}

function readOptions(): RunOptions {
  const [stack, policy, seed] = [option("stack"), option("policy"), option("seed")];
  return {
    stacks: stack === undefined ? stackNames : [stack as StackName],
    policies: policy === undefined ? policies : [policy as Policy],
    seeds: seed === undefined ? DEFAULT_RUN.seeds : [Number(seed)],
    calls: Number(option("calls") ?? DEFAULT_RUN.calls),
    probeCalls: Number(option("probe-calls") ?? DEFAULT_RUN.probeCalls),
  };
}

async function record(options: RunOptions): Promise<void> {
  const vm = loadVm();
  if ("unavailable" in vm) throw new Error(`nothing can be recorded without the machine: ${vm.unavailable}`);
  const compiled = await compileAll(options.stacks, { fresh: true });
  for (const stack of options.stacks) {
    const contracts = compiled.filter((contract) => contract.stack === stack);
    const probe = { contract: await compileRaw(PROBE, stack, { fresh: true }), stamp: stampOfRaw(PROBE, stack) };
    const stamped = contracts.map((contract) => ({ contract, stamp: stampOfContract(contract.name, stack) }));
    writeModules(stack, [...stamped, probe]);
    for (const policy of options.policies) await recordVectors(stack, policy, contracts);
  }
}

const HEADER = [
  "compared",
  "policy",
  "contracts",
  "methods",
  "calls",
  "success",
  "reverted",
  "out of gas",
  "trapped",
  "out of memory",
  "differences",
];

function cells({ subject, policy, contracts, methods, comparison }: RunRow): string[] {
  const ended = (ending: string) => String(comparison.endings[ending] ?? 0);
  const counts = ["success", "reverted", "outOfGas", "trapped", "outOfMemory"].map(ended);
  return [
    subject,
    policy,
    String(contracts),
    String(methods),
    String(comparison.calls),
    ...counts,
    String(comparison.differences.length),
  ];
}

/** Every import of the machine, and how often the calls of this run used it. */
function printHostUse(hostUse: HostUse): void {
  const cells = vmImports.map((name) => {
    const { called, answered } = hostUse.get(name) ?? { called: 0, answered: 0 };
    return [name, String(called), String(called - answered)];
  });
  console.log(`\n${formatTable(["import", "calls", "of them trapped"], cells)}`);
  const unused = cells.filter(([, called]) => called === "0").length;
  console.log(`\nimports used: ${cells.length - unused} of ${cells.length}`);
}

function print({ rows, hostUse, skipped }: RunResult): void {
  const total = (pick: (row: RunRow) => number) => rows.reduce((sum, row) => sum + pick(row), 0);
  const differences = rows.flatMap((row) => row.comparison.differences);
  console.log(formatTable(HEADER, rows.map(cells)));
  for (const difference of differences.slice(0, DIFFERENCES_SHOWN)) console.log(`\n${describeDifference(difference)}`);
  if (hostUse.size > 0) printHostUse(hostUse);
  const calls = total((row) => row.comparison.calls);
  if (skipped !== null) console.log(`\nSKIPPED: no VM (${skipped}). Recorded vectors were compared instead.`);
  console.log(
    `\nop-vm 1.0.0 against the runtime: ${rows.length} rows, ${calls} calls, differences = ${differences.length}`,
  );
}

function printJson({ rows, hostUse, skipped }: RunResult): void {
  const shown = rows.map(({ comparison, ...row }) => ({
    ...row,
    ...comparison,
    differences: comparison.differences.map(describeDifference),
  }));
  console.log(JSON.stringify({ skipped, rows: shown, hostUse: Object.fromEntries(hostUse) }));
}

interface ChildEnding {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | string | null;
  readonly signal: string | null;
}

async function main(): Promise<void> {
  if (process.argv.includes("--help")) return console.log(USAGE);
  const options = readOptions();
  if (process.argv.includes("--record")) return record(options);
  const json = process.argv.includes("--json");
  const result = await run(options, (row) => json || process.stderr.write(`${row.subject}, ${row.policy}\n`));
  (json ? printJson : print)(result);
  if (result.rows.some((row) => row.comparison.differences.length > 0)) process.exitCode = 1;
}

main().catch((error: unknown) => {
  if (!(error instanceof Error)) console.error(error);
  else {
    // What a child process said, and how it ended: killed ones say nothing.
    const { stdout = "", stderr = "", code, signal } = error as Error & Partial<ChildEnding>;
    console.error(`${stdout}${stderr}${error.stack}\ncode ${code}, signal ${signal}`);
  }
  process.exitCode = 1;
});
