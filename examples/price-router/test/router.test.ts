import { account, createChain, type Chain, type Contract } from "@threaded-contract/runtime";
import { checkExample } from "../../../test/opnet/check-example";
import { OPNET_OPTIONS, prepareRouter, TIERS, TOKENS, type Reserves } from "../../../test/tasks/opnet-demonstrations";

const TIMEOUT_MILLISECONDS = 240_000;
const DEAD = `0x${"0".repeat(64)}`;

/** The same formula, written down once more. */
function amountOut([reserve0, reserve1, fee]: Reserves, isToken0: boolean, amountIn: bigint): bigint {
  const [reserveIn, reserveOut] = isToken0 ? [reserve0, reserve1] : [reserve1, reserve0];
  const paid = amountIn * BigInt(10_000 - fee);
  return (paid * reserveOut) / (reserveIn * 10_000n + paid);
}

checkExample("price-router");

describe("the router", () => {
  let chain: Chain;
  let router: Contract;
  let pools: Contract[];

  beforeAll(async () => {
    chain = await createChain(OPNET_OPTIONS);
    ({ router, pools } = await prepareRouter(chain));
  }, TIMEOUT_MILLISECONDS);
  afterAll(() => chain.close());

  test.each([1n, 999n, 100_000n, 5_000_000n, 800_000_000n, 10n ** 30n])(
    "finds the best pool for %d, in both directions",
    async (amount) => {
      for (const isToken0 of [true, false]) {
        const tokens = isToken0 ? TOKENS : [...TOKENS].reverse();
        const amounts = TIERS.map((tier) => amountOut(tier, isToken0, amount));
        const best = amounts.reduce((a, b) => (a > b ? a : b));
        const bestPool = best === 0n ? DEAD : pools[amounts.indexOf(best)]?.address;
        const receipt = await router["findBestPrice"](...tokens, amount);
        expect(receipt.value).toEqual({ bestPool, expectedOutput: best });
        expect(receipt.threads).toHaveLength(3);
        expect((await router["findBestPriceInSequence"](...tokens, amount)).value).toEqual(receipt.value);
      }
    },
  );

  test("takes another pool when a trade has moved the price", async () => {
    const snapshot = await chain.snapshot();
    const quoted = async () => (await router["findBestPrice"](...TOKENS, 1_000n)).value;
    const before = await quoted();
    const pool = pools.find(({ address }) => address === before.bestPool) as Contract;
    (await pool["swap"](TOKENS[0], 500_000n, 1n)).expectSuccess();
    expect((await quoted()).bestPool).not.toBe(before.bestPool);
    expect((await pool["swap"](TOKENS[0], 1_000n, 10n ** 9n)).status).toBe("reverted");
    await chain.revert(snapshot);
  });

  test("knows no pool of another pair", async () => {
    const receipt = await router["findBestPrice"](account("lead"), TOKENS[0], 1_000n);
    expect(receipt.value).toEqual({ bestPool: DEAD, expectedOutput: 0n });
    expect(receipt.threads).toHaveLength(0);
  });
});

describe("users of the router", () => {
  const users = Array.from({ length: 10 }, (_, index) => account(`user ${index}`));
  const balances = users.map((_, index) => BigInt(1_000 * (index + 1)));
  let chain: Chain;
  let router: Contract;

  beforeAll(async () => {
    chain = await createChain(OPNET_OPTIONS);
    ({ router } = await prepareRouter(chain));
    for (const [index, user] of users.entries()) {
      (await router["deposit"](user, balances[index])).expectSuccess();
      await chain.mine();
    }
    await chain.mine(5);
  }, TIMEOUT_MILLISECONDS);
  afterAll(() => chain.close());

  /** Each user's share of 1,000,000 a block since the block of their deposit. */
  function expectedRewards(): bigint[] {
    const supply = balances.reduce((sum, balance) => sum + balance);
    return balances.map((balance, index) => (BigInt(users.length - index + 5) * 1_000_000n * balance) / supply);
  }

  test.each(["updateUsers", "updateUsersInSequence"])("get their rewards by %s", async (method) => {
    const snapshot = await chain.snapshot();
    const rewards = expectedRewards();
    const receipt = await router[method](users);
    expect(receipt.value).toBe(rewards.reduce((sum, reward) => sum + reward));
    expect(receipt.threads).toHaveLength(method === "updateUsers" ? 10 : 0);
    for (const [index, user] of users.entries()) {
      const { balance, nonce, lastUpdate } = (await router["userOf"](user)).value as Record<string, bigint>;
      expect({ balance, nonce }).toEqual({ balance: (balances[index] ?? 0n) + (rewards[index] ?? 0n), nonce: 1n });
      expect(lastUpdate).toBe(chain.block.number);
    }
    await chain.revert(snapshot);
  });

  test("are updated once: listed twice, their slots are reserved already", async () => {
    const receipt = await router["updateUsers"]([...users, users[0]]);
    expect(receipt.code).toBe("TC4002");
    expect(receipt.stateDiff).toEqual([]);
  });
});
