import { oip0002 } from "../../src/gas/oip0002";
import { opnet } from "../../src/gas/opnet";
import type { GasSchedule } from "../../src/gas/schedule";
import { admit } from "../../src/meter/admit";
import { exactModule } from "../../src/meter/exact-module";
import { withManifest } from "../../../test/support/wasm/contracts";
import { generateContract } from "../../../test/support/wasm/generate";
import { generateFlow } from "../../../test/support/wasm/generate-flow";
import { Random, reproduction, testSeed } from "../../../test/support/wasm/random";
import { observe, type Observation } from "../support/observe";

const FILE = "runtime/test/meter/merged.test.ts";
const MODULES = Number(process.env["MODULES"] ?? 250);
/** Enough for most; random calls in random loops can take for ever. */
const ampleGas = { oip0002: 300_000n, opnet: 150_000_000n };
const STACK_BYTES = 262_144;

const ample = ({ name }: GasSchedule): bigint => ampleGas[name];

interface Tally {
  runs: number;
  completed: number;
  /** The merged meter gave up on a run that completes. */
  needless: number;
  readonly endings: Map<string, number>;
}

/** Runs a module with both meters and demands that the merged one says nothing that the other does not. */
function compare(
  bytes: Uint8Array,
  schedule: GasSchedule,
  argument: number,
  limits: Limits,
  tally: Tally,
): Observation {
  const admitted = admit(bytes, schedule);
  const expected = observe(exactModule(admitted, schedule), argument, limits.gas, limits.stack);
  const merged = observe(admitted, argument, limits.gas, limits.stack);
  const { ending } = expected;
  tally.runs++;
  tally.endings.set(ending, (tally.endings.get(ending) ?? 0) + 1);
  if (merged.ending === "gave up") {
    expect(merged.hostCalls).toEqual(expected.hostCalls.slice(0, merged.hostCalls.length));
    if (ending === "returned") tally.needless++;
    if (ending === "returned") expect(limits.gas).not.toBe(ample(schedule));
  } else {
    expect(merged).toEqual(expected);
    tally.completed++;
  }
  return expected;
}

interface Limits {
  readonly gas: bigint;
  readonly stack: number;
}

function compareAround(bytes: Uint8Array, schedule: GasSchedule, argument: number, random: Random, tally: Tally): void {
  const { gasLeft } = compare(bytes, schedule, argument, { gas: ample(schedule), stack: STACK_BYTES }, tally);
  const used = ample(schedule) - gasLeft;
  for (const gas of [used - 1n, used, used + 1n, BigInt(random.below(Number(used) + 1))]) {
    if (gas >= 0n) compare(bytes, schedule, argument, { gas, stack: STACK_BYTES }, tally);
  }
  for (const stack of [100 + random.below(400), 100 + random.below(2_000)]) {
    compare(bytes, schedule, argument, { gas: ample(schedule), stack }, tally);
  }
}

const generators = { flow: generateFlow, values: generateContract };

describe.each([oip0002, opnet()])("under $id", (schedule) => {
  test.each(Object.entries(generators))(
    `${MODULES} random modules (%s) end, cost and call the host with both meters alike`,
    (name, generate) => {
      const seed = testSeed();
      const tally: Tally = { runs: 0, completed: 0, needless: 0, endings: new Map() };
      for (let number = 0; number < MODULES; number++) {
        const random = new Random(seed * 1_000_003 + number * 7 + name.length);
        const bytes = withManifest(generate(random));
        try {
          compareAround(bytes, schedule, random.below(100), random, tally);
        } catch (error) {
          throw new Error(`module ${number}: ${reproduction(FILE, seed)}\n${String(error)}`, { cause: error });
        }
      }
      // Half of the runs have less than they need.
      expect(tally.completed).toBeGreaterThan(tally.runs / 5);
      expect(tally.needless).toBeLessThan(tally.runs / 3);
      for (const ending of ["returned", "TC5001", "TC5003", "TC5007"]) {
        expect([...tally.endings.keys()]).toContain(ending);
      }
    },
  );
});
