import { createChain, type Chain, type Contract } from "@threaded-contract/runtime";
import { checkExample } from "../../../test/opnet/check-example";
import { deployExample, makeSales, OPNET_OPTIONS, type Sales } from "../../../test/tasks/opnet-demonstrations";

const TIMEOUT_MILLISECONDS = 240_000;

interface Shares {
  readonly creator: bigint;
  readonly platform: bigint;
  readonly affiliate: bigint;
}

/** The same rules, written down once more. */
function expectedShares([ids, prices, creatorShares, affiliateShares]: Sales): Shares[] {
  return ids.map((_, index) => {
    const price = prices[index] ?? 0n;
    const fee = (price * 250n) / 10_000n;
    const affiliate = (fee * BigInt(affiliateShares[index] ?? 0)) / 10_000n;
    return { creator: (price * BigInt(creatorShares[index] ?? 0)) / 10_000n, platform: fee - affiliate, affiliate };
  });
}

const sum = (shares: readonly Shares[], name: keyof Shares) => shares.reduce((total, share) => total + share[name], 0n);

checkExample("royalties");

describe("royalties", () => {
  let chain: Chain;
  let royalties: Contract;

  beforeAll(async () => {
    chain = await createChain(OPNET_OPTIONS);
  });
  beforeEach(async () => {
    royalties = await deployExample(chain, "royalties", "royalties");
  }, TIMEOUT_MILLISECONDS);
  afterAll(() => chain.close());

  test.each(["processRoyalties", "processRoyaltiesInSequence"])("are settled by %s", async (method) => {
    const sales = makeSales(120);
    const shares = expectedShares(sales);
    const receipt = await royalties[method](...sales);
    expect(receipt.value).toEqual({
      sales: 120,
      creators: sum(shares, "creator"),
      platform: sum(shares, "platform"),
      affiliates: sum(shares, "affiliate"),
    });
    const reserved = receipt.threads.map(({ reservedSlots }: { reservedSlots: number }) => reservedSlots);
    expect(reserved).toEqual(method === "processRoyalties" ? [50, 50, 20] : []);
    for (const id of [0, 1, 49, 50, 119]) expect((await royalties["royaltyOf"](id)).value).toEqual(shares[id]);
  });

  test("are settled once, whether the sale comes again in a call, in a batch or in another batch", async () => {
    const sales = makeSales(60);
    const twice = (from: number, to: number): Sales => {
      const ids = [...sales[0]];
      ids[to] = ids[from] ?? 0;
      return [ids, sales[1], sales[2], sales[3]];
    };
    expect((await royalties["processRoyalties"](...twice(0, 59))).code).toBe("TC4002");
    expect((await royalties["processRoyalties"](...twice(0, 1))).code).toBe("TC4003");
    (await royalties["processRoyalties"](...sales)).expectSuccess();
    const again = await royalties["processRoyalties"](...makeSales(1, 59));
    expect(again.code).toBe("TC5002");
  });

  test("are not more than the price, and nothing is stored if one is", async () => {
    const [ids, prices, creatorShares, affiliateShares] = makeSales(60);
    const greedy = creatorShares.map((share, index) => (index === 57 ? 9_999 : share));
    const receipt = await royalties["processRoyalties"](ids, prices, greedy, affiliateShares);
    expect(receipt.code).toBe("TC5002");
    expect(receipt.error?.message).toMatch(/more than the price/);
    expect((await royalties["royaltyOf"](0)).value).toEqual({ creator: 0n, platform: 0n, affiliate: 0n });
  });

  test("of 500 sales fit into a transaction, and 501 are refused", async () => {
    expect((await royalties["processRoyalties"](...makeSales(501))).code).toBe("TC5002");
    expect((await royalties["processRoyalties"](...makeSales(500))).expectSuccess().gasUsed).toBeLessThan(
      150_000_000_000n,
    );
  });

  test("of the draft's 3000 slots would not fit: new slots alone cost four times what a transaction may use", () => {
    expect(3_000n * 200_000_000n).toBe(4n * 150_000_000_000n);
  });
});
