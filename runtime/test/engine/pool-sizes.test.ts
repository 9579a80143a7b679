import { Chain } from "../../src/chain";
import { engineContract, type EngineContract } from "./support/engine-contract";

/** The hashes of the receipts of the same calls on a fresh chain. */
async function hashes(wasm: Uint8Array, workers: number): Promise<string[]> {
  await using chain = new Chain({ workers, replay: false }, null);
  const contract = await chain.deploy<EngineContract>(wasm);
  const receipts = [
    await contract.mixed(60, 0),
    await contract.rounds(4, 8),
    await contract.largeResults(6, 60_000),
    await contract.fillRegion(5, 70_000),
    await contract.spread(256, 200, 1_000_000n),
    await contract.spawnAndJoin(50, 1_000_000n),
    await contract.abandon(1_000, 10_000_000n),
    await contract.getNumber(),
  ];
  expect(receipts.map(({ status }) => status)).toEqual([...Array(6).fill("success"), "reverted", "success"]);
  return receipts.map(({ hash }) => hash);
}

test("receipts are the same with 0, 1, 2, 4 and 64 workers", async () => {
  const wasm = await engineContract();
  const expected = await hashes(wasm, 0);
  for (const workers of [1, 2, 4, 64]) expect(await hashes(wasm, workers)).toEqual(expected);
});

test("the values are right", async () => {
  await using chain = new Chain({}, null);
  const contract = await chain.deploy<EngineContract>(await engineContract());
  const mixed = (await contract.mixed(21, 0)).value;
  expect(mixed.failures).toEqual(new Map([[5004, 3], [5001, 3], [5007, 3], [5002, 3]])); // prettier-ignore
  expect((await contract.rounds(4, 8)).value).toBe(32n);
  expect((await contract.largeResults(3, 1_000)).value).toBe(6_000n);
  expect((await contract.fillRegion(3, 1_000)).value).toBe(6_000n);
  expect((await contract.spread(5, 100, 1_000_000n)).value).toBe((await contract.inSequence(5, 100)).value);
});
