import path from "node:path";
import { createChain, type Chain, type Contract } from "@threaded-contract/runtime";
import type { PoolContract } from "../build/pool.client";
import type { PricesContract } from "../build/prices.client";

const build = (name: string) => path.join(__dirname, "../build", name);

type Reserves = readonly [reserveIn: bigint, reserveOut: bigint, feeBasisPoints: number];

/** The fourth is the best, for small trades and for large ones. */
const POOLS: readonly Reserves[] = [
  [1_000_000n, 2_000_000n, 30],
  [5_000_000n, 10_100_000n, 30],
  [800_000n, 1_590_000n, 5],
  [9_000_000n, 18_400_000n, 100],
  [2_000_000n, 4_020_000n, 25],
];

function expectedOut([reserveIn, reserveOut, fee]: Reserves, amount: bigint): bigint {
  const paid = amount - (amount * BigInt(fee) + 9_999n) / 10_000n;
  return (paid * reserveOut) / (reserveIn + paid);
}

describe("prices", () => {
  let chain: Chain;
  let router: Contract<PricesContract>;
  let pools: Contract<PoolContract>[];
  const addresses = () => pools.map((pool) => pool.address);
  const expected = (amount: bigint) => POOLS.map((pool) => expectedOut(pool, amount));

  beforeAll(async () => {
    chain = await createChain();
  });
  beforeEach(async () => {
    router = await chain.deploy<PricesContract>(build("prices.wasm"));
    pools = [];
    for (const reserves of POOLS) {
      const pool = await chain.deploy<PoolContract>(build("pool.wasm"));
      (await pool.initialize(...reserves)).expectSuccess();
      pools.push(pool);
    }
  });
  afterAll(() => chain.close());

  test("of five pools are asked for by five threads", async () => {
    const receipt = await router.bestOffer(addresses(), 1_000n);
    const best = Math.max(...expected(1_000n).map(Number));
    expect(receipt.threads).toHaveLength(5);
    expect(receipt.value).toEqual({ pool: pools[3]?.address, amountOut: BigInt(best) });
    expect(receipt.stateDiff).toEqual([]);
  });

  test.each([1n, 999n, 250_000n, 10_000_000n, 2n ** 63n])("for %d are the same as without threads", async (amount) => {
    const inThreads = await router.bestOffer(addresses(), amount);
    const inSequence = await router.bestOfferInSequence(addresses(), amount);
    expect(inThreads.value).toEqual(inSequence.value);
    expect(inThreads.value.amountOut).toBe(expected(amount).reduce((a, b) => (a > b ? a : b)));
  });

  test("move with every trade, and the trade happens in the best pool alone", async () => {
    const trade = await router.swapAtBest(addresses(), 100_000n, 190_000n);
    expect(trade.value.amountOut).toBe(expected(100_000n)[3]);
    expect(new Set(trade.stateDiff.map((slot) => slot.contract))).toEqual(new Set([pools[3]?.address]));
    const again = await router.bestOffer(addresses(), 100_000n);
    expect(again.value.amountOut).toBeLessThan(trade.value.amountOut);
  });

  test("that are too low refuse the trade, and nothing has happened", async () => {
    const receipt = await router.swapAtBest(addresses(), 1_000n, 1_000_000n);
    expect(receipt.code).toBe("TC5002");
    expect(receipt.stateDiff).toEqual([]);
  });

  test("of a pool that fails do not count", async () => {
    const empty = await chain.deploy<PoolContract>(build("pool.wasm"));
    const receipt = await router.bestOffer([empty.address, ...addresses()], 1_000n);
    expect(receipt.threads[0]?.status).toBe("reverted");
    expect(receipt.value.pool).toBe(pools[3]?.address);
  });
});
