import { Chain } from "../../src/chain";
import { Engine } from "../../src/engine/engine";
import type { TestHooks } from "../../src/protocol";
import { engineContract, type EngineContract } from "./support/engine-contract";
import { smallMemory } from "./support/hooks";

/** Hashes of the same calls, and how many jobs the thread workers ran. */
async function run(workers: number, hooks: TestHooks | null): Promise<{ hashes: string[]; workerJobs: number }> {
  const engines: Engine[] = [];
  const execute = jest.spyOn(Engine.prototype, "execute").mockImplementation(async function (this: Engine, ...args) {
    engines.push(this);
    return original.apply(this, args);
  });
  try {
    await using chain = new Chain({ workers, replay: false }, hooks);
    const contract = await chain.deploy<EngineContract>(await engineContract());
    const before = engines[0]!.workerJobs;
    const receipts = [
      await contract.largeResults(12, 60_000),
      await contract.fillRegion(8, 20_000),
      await contract.mixed(35, 0),
      await contract.spread(64, 200_000, 100_000_000n),
    ];
    expect(new Set(engines).size).toBe(1);
    return { hashes: receipts.map(({ hash }) => hash), workerJobs: engines[0]!.workerJobs - before };
  } finally {
    execute.mockRestore();
  }
}
const original = Engine.prototype.execute;

let expected: string[];
beforeAll(async () => {
  expected = (await run(0, null)).hashes;
});

test("thread workers take part in the work", async () => {
  const { hashes, workerJobs } = await run(3, null);
  expect(hashes).toEqual(expected);
  // How much depends on the machine and what else it does; the benchmark says.
  expect(workerJobs).toBeGreaterThan(0);
});

test("outcomes that do not fit are computed again by the joiner", async () => {
  expect((await run(3, smallMemory(96 * 1_048_576, 65_536))).hashes).toEqual(expected);
  expect((await run(1, smallMemory(96 * 1_048_576, 64))).hashes).toEqual(expected);
});

test("jobs for which the arena has no room stay with the frame worker", async () => {
  expect((await run(3, smallMemory(1_048_576, 1_048_576))).hashes).toEqual(expected);
  expect(await run(3, smallMemory(64, 1_048_576))).toEqual({ hashes: expected, workerJobs: 0 });
});
