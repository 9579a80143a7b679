import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { compileContract, contractNames, stampOfContract, stampOfRaw } from "./harness/compile";
import { vmImports, type Uses } from "./harness/host-use";
import { keptModules, readModule } from "./harness/modules";
import { stackNames } from "./harness/paths";
import { PROBE } from "./harness/run";

const run = promisify(execFile);
const TIMEOUT_MILLISECONDS = 480_000;
const CALLS_OF_BOTH_STACKS_MINIMUM = 10_000;
/** `npm run parity` makes more; these are enough for the minimum. */
const FEWER_CALLS = ["--calls", "270"];

interface Row {
  readonly subject: string;
  readonly policy: string;
  readonly calls: number;
  readonly endings: Record<string, number>;
  readonly differences: readonly string[];
}

interface Result {
  readonly skipped: string | null;
  readonly rows: readonly Row[];
  readonly hostUse: Readonly<Record<string, Uses>>;
}

async function parity(...args: string[]): Promise<Result> {
  const { stdout } = await run(process.execPath, [join(__dirname, "parity.js"), "--json", ...args], {
    maxBuffer: 64 * 1024 * 1024,
  }).catch((error: { stdout: string; stderr: string }) => {
    if (error.stdout === "") throw new Error(error.stderr);
    return error;
  });
  return JSON.parse(stdout) as Result;
}

describe("the published virtual machine and the runtime", () => {
  let results: Result[];

  beforeAll(async () => {
    results = await Promise.all([
      parity(...FEWER_CALLS, "--stack", "a", "--probe-calls", "0"),
      parity(...FEWER_CALLS, "--stack", "b", "--probe-calls", "150"),
    ]);
    const skipped = results.find((result) => result.skipped !== null)?.skipped;
    // Loud on purpose: a run without the machine proves less.
    if (skipped) console.warn(`SKIPPED: no VM (${skipped}). Recorded vectors were compared instead.`);
  }, TIMEOUT_MILLISECONDS);

  test("agree on every call", () => {
    const differences = results.flatMap(({ rows }) => rows.flatMap((row) => row.differences));
    expect(differences).toEqual([]);
  });

  test("were compared on both stacks under every policy, in calls that end in every way", () => {
    for (const { rows } of results) {
      expect(new Set(rows.map((row) => row.policy))).toEqual(new Set(["spec", "roswell", "utf"]));
      for (const { endings } of rows) {
        expect(Object.keys(endings)).toEqual(expect.arrayContaining(["outOfGas", "reverted", "success", "trapped"]));
      }
    }
    const calls = results.flatMap(({ rows }) => rows).reduce((sum, row) => sum + row.calls, 0);
    const recorded = results.some((result) => result.skipped !== null);
    expect(calls).toBeGreaterThanOrEqual(recorded ? 1_000 : CALLS_OF_BOTH_STACKS_MINIMUM);
  });

  test("were compared where memory ends, on both stacks under every policy", () => {
    const rows = results.flatMap((result) => result.rows).filter(({ subject }) => subject.startsWith("stack"));
    const recorded = results.some((result) => result.skipped !== null);
    for (const { endings } of rows) expect(recorded || (endings["outOfMemory"] ?? 0) > 0).toBe(true);
  });

  test("were compared with every import of the machine, answered and, where it can, trapped", () => {
    if (results.some((result) => result.skipped !== null)) return;
    const uses = (name: string) => results.map(({ hostUse }) => hostUse[name] ?? { called: 0, answered: 0 });
    const sum = (name: string, pick: (use: Uses) => number) => uses(name).reduce((total, use) => total + pick(use), 0);
    expect(vmImports).toHaveLength(21);
    for (const name of vmImports) {
      expect([name, sum(name, ({ answered }) => answered) > 0]).toEqual([name, true]);
      const canTrap = !["env.exit", "env.inputsSize", "env.outputsSize"].includes(name);
      expect([name, sum(name, ({ called, answered }) => called - answered) > 0]).toEqual([name, canTrap]);
    }
  });
});

describe("the contracts of the comparison", () => {
  test.each(stackNames)("of stack %s are kept as their sources are now", (stack) => {
    const stamps = [
      ...contractNames(stack).map((name) => [name, stampOfContract(name, stack)]),
      [PROBE, stampOfRaw(PROBE, stack)],
    ];
    // After a change: npm run parity -- --record
    expect(keptModules(stack).map(({ name, stamp }) => [name, stamp])).toEqual(stamps);
  });

  test.each(stackNames)(
    "of stack %s compile to the bytes that are kept",
    async (stack) => {
      const { wasm, methods } = await compileContract("bulk", stack);
      const kept = readModule("bulk", stack, stampOfContract("bulk", stack));
      expect(Buffer.compare(wasm, kept?.wasm ?? Buffer.of())).toBe(0);
      expect(methods).toMatchObject(kept?.methods ?? []);
    },
    TIMEOUT_MILLISECONDS,
  );
});
