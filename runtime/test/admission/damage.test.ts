import { isThreadedContractError } from "@threaded-contract/transform";
import { oip0002 } from "../../src/gas/oip0002";
import { admit } from "../../src/meter/admit";
import { classifyTrap } from "../../src/meter/classify-trap";
import { exactModule } from "../../src/meter/exact-module";
import { withManifest } from "../../../test/support/wasm/contracts";
import { generateContract } from "../../../test/support/wasm/generate";
import { Random, reproduction, testSeed } from "../../../test/support/wasm/random";
import { instantiate } from "../support/executions";
import { observe } from "../support/observe";

const FILE = "runtime/test/admission/damage.test.ts";
const MUTANTS = Number(process.env["MUTANTS"] ?? 3_000);

/** Changes a few bytes, more often than not to something that means something. */
function mutate(original: Uint8Array, random: Random): Uint8Array {
  const bytes = [...original];
  for (let changes = 1 + random.below(3); changes > 0; changes--) {
    const place = 8 + random.below(bytes.length - 8);
    const value = random.pick([0x00, 0x01, 0x0b, 0x0f, 0x10, 0x41, 0x7e, 0x7f, 0xfc, random.below(256)]);
    bytes.splice(place, random.below(3) > 0 ? 1 : random.below(3), ...(random.below(6) === 0 ? [] : [value]));
  }
  return Uint8Array.from(bytes);
}

/** Admits and runs: whatever the bytes are, it ends within its gas, and only in ways that have a code. */
function outcomeOf(bytes: Uint8Array): string {
  try {
    const merged = admit(bytes, oip0002);
    const admitted = exactModule(merged, oip0002);
    const seen = observe(merged, 5, 200_000n, 20_000);
    if (seen.ending !== "gave up") expect(seen).toEqual(observe(admitted, 5, 200_000n, 20_000));
    const { exports } = instantiate(admitted, 200_000n, 20_000, 4);
    try {
      if (admitted.exports.start !== null) exports[admitted.exports.start]();
      exports["execute"](5);
      return "returned";
    } catch (error) {
      return classifyTrap(admitted, error, exports["tc:exhausted"].value).code;
    }
  } catch (error) {
    if (isThreadedContractError(error)) return error.code;
    throw error;
  }
}

test("any damaged contract is refused with a code, or runs within its limits", () => {
  const seed = testSeed();
  const outcomes = new Map<string, number>();
  for (let number = 0; number < MUTANTS; number++) {
    const random = new Random(seed * 1_000_003 + number);
    const bytes = mutate(withManifest(generateContract(random)), random);
    try {
      const outcome = outcomeOf(bytes);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    } catch (error) {
      throw new Error(`mutant ${number}: ${reproduction(FILE, seed)}`, { cause: error });
    }
  }
  const seen = [...outcomes.keys()];
  for (const expected of ["returned", "TC5001", "TC5005", "TC6001", "TC6002", "TC6004", "TC6007"]) {
    expect(seen).toContain(expected);
  }
  // Neither a failure of the machine nor one of ours may come out of a contract's bytes.
  expect(seen.filter((code) => code === "TC6017" || code === "TC6018")).toEqual([]);
});
