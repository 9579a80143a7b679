import type { GasSchedule } from "../../src/gas/schedule";
import { oip0002 } from "../../src/gas/oip0002";
import { opnet } from "../../src/gas/opnet";
import { generateContract } from "../../../test/support/wasm/generate";
import { withManifest } from "../../../test/support/wasm/contracts";
import { Random, reproduction, testSeed } from "../../../test/support/wasm/random";
import { interpret, runMetered, type Outcome } from "../support/executions";

const FILE = "runtime/test/meter/differential.test.ts";
const MODULES = Number(process.env["MODULES"] ?? 150);
const AMPLE = 1_000_000_000_000n;

/** Runs a module both ways under several gas limits and demands equal outcomes; returns the ample one. */
function compare(bytes: Uint8Array, schedule: GasSchedule, argument: number): Outcome {
  const expected = interpret(bytes, schedule, argument, AMPLE);
  expect(runMetered(bytes, schedule, argument, AMPLE)).toEqual(expected);
  const used = AMPLE - expected.gasLeft;
  for (const limit of [used - 1n, used, used + 1n, used / 2n, 0n]) {
    if (limit < 0n) continue;
    expect(runMetered(bytes, schedule, argument, limit)).toEqual(interpret(bytes, schedule, argument, limit));
  }
  return expected;
}

describe.each([oip0002, opnet()])("under $id", (schedule) => {
  test(`${MODULES} random modules end as the interpreter says, at every gas limit around their total`, () => {
    const seed = testSeed();
    const endings = new Map<string, number>();
    for (let number = 0; number < MODULES; number++) {
      const random = new Random(seed * 1_000_003 + number);
      const bytes = withManifest(generateContract(random));
      try {
        const { ending } = compare(bytes, schedule, random.below(100));
        endings.set(ending, (endings.get(ending) ?? 0) + 1);
      } catch (error) {
        throw new Error(`module ${number}: ${reproduction(FILE, seed)}\n${String(error)}`, { cause: error });
      }
    }
    // The generator must reach every way to end, or this test proves little.
    for (const ending of ["returned", "TC5003", "TC5004", "TC5005", "TC5006"]) {
      expect([...endings.keys()]).toContain(ending);
    }
    expect(endings.get("returned")).toBeGreaterThan(MODULES / 2);
  });
});
