import { Chain } from "../../src/chain";
import type { TestHooks } from "../../src/protocol";
import { engineContract, type EngineContract } from "./support/engine-contract";
import { delays } from "./support/hooks";

const SEEDS = Number(process.env["SCHEDULE_SEEDS"] ?? 12);
const FIRST_SEED = Number(process.env["SCHEDULE_SEED"] ?? 1);

async function run(wasm: Uint8Array, workers: number, hooks: TestHooks | null): Promise<string[]> {
  await using chain = new Chain({ workers, replay: false }, hooks);
  const contract = await chain.deploy<EngineContract>(wasm);
  const receipts = [
    await contract.mixed(35, 0),
    await contract.rounds(3, 5),
    await contract.abandon(3_000, 10_000_000n),
    await contract.largeResults(4, 20_000),
    await contract.spread(30, 500, 1_000_000n),
  ];
  return receipts.map(({ hash }) => hash);
}

test("receipts do not depend on delays at any protocol point", async () => {
  const wasm = await engineContract();
  const expected = await run(wasm, 0, null);
  for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
    const workers = 1 + (seed % 4);
    const found = await run(wasm, workers, delays(seed, seed % 3 === 0 ? 2_000 : 150));
    const again = `SCHEDULE_SEED=${seed} SCHEDULE_SEEDS=1 npx jest runtime/test/engine/delays`;
    expect({ again, hashes: found }).toEqual({ again, hashes: expected });
  }
});
