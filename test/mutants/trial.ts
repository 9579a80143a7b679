/** Tries one build of the runtime with the fuzzers, until one of them objects. */
import { BATCH } from "../fuzz/batch";
import { compareProgram, type Difference } from "../fuzz/compare";
import { replayDifference } from "../fuzz/journals";
import { PlaceKeeper } from "../fuzz/schedule-places";
import { ScheduledBatch } from "../fuzz/schedule-runner";
import { Tally } from "../fuzz/tally";
import { ownMachine } from "../conformance/own-machine";
import { listFixtures } from "../conformance/files";
import { runFixture } from "../conformance/run-fixture";

/** Programs after which a mutant has survived. */
export const PROGRAMS_MAXIMUM = 1_600;

/** Schedules of each program: those that need no threads of their own. */
const SCHEDULES = 14;

type Compare = (position: number) => Promise<string | null> | string | null;

export interface Finding {
  readonly seed: number;
  /** The fuzzer that objects; empty if none does. */
  readonly caughtBy: string;
  /** Programs, or fixtures, up to the one that shows it. */
  readonly after: number;
  readonly milliseconds: number;
  /** What it says. */
  readonly what: string;
}

type Objection = Pick<Finding, "caughtBy" | "after" | "what">;

/** Runs the fuzzers from one seed. @param tick called now and then, as a sign of life */
export async function tryRuntime(seed: number, conformance: boolean, tick: () => void): Promise<Finding> {
  const start = performance.now();
  const none = { caughtBy: "", after: PROGRAMS_MAXIMUM, what: "" };
  const found = (conformance ? await tryFixtures(seed) : null) ?? (await tryPrograms(seed, tick)) ?? none;
  return { seed, milliseconds: Math.round(performance.now() - start), ...found };
}

async function tryPrograms(seed: number, tick: () => void): Promise<Objection | null> {
  const keeper = new PlaceKeeper();
  for (let first = 0; first < PROGRAMS_MAXIMUM; first += BATCH) {
    const scheduled = new ScheduledBatch(keeper, seed, first, BATCH);
    const { deployment } = scheduled;
    const ways: readonly (readonly [string, Compare])[] = [
      ["programs", async (at) => textOf(await compareProgram(deployment, at, null, new Tally()))],
      ["schedules", (at) => scheduled.run(at, SCHEDULES)],
      ["journals", (at) => replayDifference(deployment, at)],
    ];
    for (let position = 0; position < BATCH; position++) {
      for (const [caughtBy, compare] of ways) {
        // Without the reference model the comparison with it means nothing.
        if (caughtBy === "programs" && scheduled.isWarm) continue;
        const what = await attempt(() => compare(position));
        if (what !== null) return { caughtBy, after: first + position + 1, what };
      }
      tick();
    }
  }
  return null;
}

function textOf(difference: Difference | null): string | null {
  return difference === null ? null : JSON.stringify(difference);
}

async function tryFixtures(seed: number): Promise<Objection | null> {
  const machine = ownMachine(seed % 2 === 0 ? "lazy" : "eager");
  for (const [index, name] of listFixtures().entries()) {
    const { passed, problem } = await runFixture(name, { machine, compiler: null, ignored: new Set() });
    if (!passed) return { caughtBy: "conformance", after: index + 1, what: `${name}: ${problem}` };
  }
  return null;
}

async function attempt(work: () => Promise<string | null> | string | null): Promise<string | null> {
  try {
    return await work();
  } catch (error) {
    return error instanceof Error ? `thrown: ${error.stack ?? error.message}` : String(error);
  }
}
