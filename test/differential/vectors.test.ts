import { compareRecorded } from "./harness/run";
import { compileAll, type CompiledContract } from "./harness/compile";
import { describeDifference } from "./harness/compare";
import { stackNames } from "./harness/paths";
import { OurWorld } from "./harness/our-world";
import { policies, type Outcome } from "./harness/scenario";
import { createCampaign, surroundings } from "./harness/campaign";
import { readVectors } from "./harness/vectors";

const TIMEOUT_MILLISECONDS = 240_000;

let compiled: CompiledContract[];
const contractsOf = (stack: string) => compiled.filter((contract) => contract.stack === stack);

beforeAll(async () => {
  compiled = await compileAll(stackNames);
}, TIMEOUT_MILLISECONDS);

describe.each(stackNames)("what op-vm did with stack %s", (stack) => {
  test.each(policies)("is what the runtime does under policy %s", async (policy) => {
    const { calls, differences } = await compareRecorded(contractsOf(stack), stack, policy);
    expect(calls).toBeGreaterThan(200);
    expect(differences.map(describeDifference)).toEqual([]);
  });
});

test("one unit of gas is a difference", async () => {
  const contracts = contractsOf("b");
  const vectors = readVectors("b", "spec", contracts);
  const world = new OurWorld("spec", surroundings(), createCampaign(contracts, vectors.seed, vectors.calls).contracts);
  const dearer = {
    name: "dearer",
    run: async (...step: Parameters<OurWorld["run"]>): Promise<Outcome> => {
      const outcome = await world.run(...step);
      return { ...outcome, gasUsed: outcome.gasUsed + 1n };
    },
  };
  const { calls, differences } = await compareRecorded(contracts, "b", "spec", dearer);
  expect(calls).toBe(vectors.lines.length);
  expect(differences).toHaveLength(calls);
});

test("vectors of other code are refused", () => {
  const changed = contractsOf("a").map((contract, index) =>
    index === 0 ? { ...contract, wasm: Uint8Array.of(0) } : contract,
  );
  expect(() => readVectors("a", "utf", changed)).toThrow(/a\/auction/);
});
