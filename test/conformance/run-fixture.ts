import { adapterInput, type VirtualMachine } from "./adapter";
import { firstDifference, type Difference } from "./compare";
import type { Compiler } from "./compiler";
import { readExpectation, readFixture } from "./files";
import type { ExecutionExpectation, Fixture } from "./fixture";
import { brokenFacts, judgeOutcomes } from "./judge";
import { judgeJournal } from "./judge-journal";

export interface FixtureResult {
  readonly fixture: Fixture;
  readonly passed: boolean;
  /** Of a machine that knows no compiler, fixtures of programs that the compiler judges. */
  readonly skipped: boolean;
  /** What is wrong, in words; empty when it passed. */
  readonly problem: string;
}

/** Who executes and who compiles; without a compiler programs that only it can judge are skipped. */
export interface Judges {
  readonly machine: VirtualMachine;
  readonly compiler: Compiler | null;
  readonly ignored: ReadonlySet<string>;
}

/** Runs one fixture. */
export async function runFixture(name: string, judges: Judges): Promise<FixtureResult> {
  const fixture = readFixture(name);
  if (fixture.kind === "compilation" && judges.compiler === null) {
    return { fixture, passed: true, skipped: true, problem: "" };
  }
  const [broken] = brokenFacts(fixture, readExpectation(name));
  const problem = broken ?? (await difference(fixture, judges));
  return { fixture, passed: problem === "", skipped: false, problem };
}

async function difference(fixture: Fixture, { machine, compiler, ignored }: Judges): Promise<string> {
  const expectation = readExpectation(fixture.name);
  try {
    if (fixture.kind === "compilation") {
      return describe(firstDifference(expectation, await compiler?.check(fixture.name, fixture.source)));
    }
    const { outcomes, journal } = await machine(adapterInput(fixture));
    const expected = expectation as ExecutionExpectation;
    const different = judgeOutcomes(expected.outcomes, outcomes, ignored);
    // A journal has hashes of receipts, so with fields that may differ it says nothing.
    if (different !== undefined || journal === undefined || ignored.size > 0) return describe(different);
    return describe(judgeJournal(expected.journal, journal));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function describe(difference: Difference | undefined): string {
  if (difference === undefined) return "";
  const { path, expected, actual } = difference;
  return `${path}\n    expected ${text(expected)}\n    actual   ${text(actual)}`;
}

function text(value: unknown): string {
  const json = JSON.stringify(value) ?? "nothing";
  return json.length > 200 ? `${json.slice(0, 200)}…` : json;
}
