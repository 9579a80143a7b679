import { account, createChain, type Chain, type Contract } from "@threaded-contract/runtime";
import { checkExample } from "../../../test/opnet/check-example";
import {
  deployExample,
  EXCHANGES,
  OPNET_OPTIONS,
  prepareAggregator,
  TOKENS,
} from "../../../test/tasks/opnet-demonstrations";

const TIMEOUT_MILLISECONDS = 240_000;

checkExample("aggregator");

describe("the aggregator", () => {
  let chain: Chain;
  let aggregator: Contract;
  let pools: Contract[];

  beforeAll(async () => {
    chain = await createChain(OPNET_OPTIONS);
    ({ aggregator, pools } = await prepareAggregator(chain));
  }, TIMEOUT_MILLISECONDS);
  afterAll(() => chain.close());

  test.each([1n, 10_000n, 100_000n, 3_000_000n, 10n ** 40n])("finds the best price for %d", async (amount) => {
    const prices = EXCHANGES.map(([reserveIn, reserveOut, fee]) => {
      const paid = amount * BigInt(10_000 - fee);
      return (paid * reserveOut) / (reserveIn * 10_000n + paid);
    });
    const best = prices.reduce((a, b) => (a > b ? a : b));
    const receipt = await aggregator["findBestPrice"](TOKENS[0], amount);
    expect(receipt.value).toEqual({ bestPrice: best, exchange: pools[prices.indexOf(best)]?.address });
    expect(receipt.threads).toHaveLength(5);
    expect((await aggregator["findBestPriceInSequence"](TOKENS[0], amount)).value).toEqual(receipt.value);
  });

  test("does without an exchange that fails, in both ways", async () => {
    const snapshot = await chain.snapshot();
    const broken = await deployExample(chain, "aggregator", "aggregator");
    (await aggregator["addExchange"](broken.address)).expectSuccess();
    (await aggregator["addExchange"](account("nobody"))).expectSuccess();
    const receipt = await aggregator["findBestPrice"](TOKENS[0], 100_000n);
    expect(receipt.threads.map(({ status }: { status: string }) => status)).toEqual([
      ...Array.from({ length: 5 }, () => "success"),
      "reverted",
      "reverted",
    ]);
    expect((await aggregator["findBestPriceInSequence"](TOKENS[0], 100_000n)).value).toEqual(receipt.value);
    await chain.revert(snapshot);
  });

  test("offers nothing for a token that no exchange has", async () => {
    expect((await aggregator["findBestPrice"](account("lead"), 100n)).value.bestPrice).toBe(0n);
  });

  test("takes exchanges from its deployer alone", async () => {
    const receipt = await aggregator.with({ sender: account("mallory") })["addExchange"](account("mallory"));
    expect(receipt.status).toBe("reverted");
  });
});
