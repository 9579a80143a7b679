import path from "node:path";
import { createChain, type Chain } from "@threaded-contract/runtime";
import type { SalesContract, Sale } from "../build/sales.client";

const wasm = path.join(__dirname, "../build/sales.wasm");

/** Sales whose numbers cover every branch: large and small, referred and not, many shares. */
function makeSales(count: number): Sale[] {
  return Array.from({ length: count }, (_, id) => ({
    id,
    price: BigInt(1_000 + id * 7_919),
    creatorBasisPoints: (id * 37) % 1_001,
    referred: id % 3 === 0,
  }));
}

/** The same rules, written down once more. */
function expectedShares(sale: Sale) {
  const share = (amount: bigint, basisPoints: bigint) => (amount * basisPoints) / 10_000n;
  const fee = share(sale.price, sale.price >= 1_000_000n ? 150n : 250n);
  const affiliate = sale.referred ? share(fee, 2_000n) : 0n;
  return { creator: share(sale.price, BigInt(sale.creatorBasisPoints)), platform: fee - affiliate, affiliate };
}

describe("royalties", () => {
  let chain: Chain;
  beforeAll(async () => {
    chain = await createChain();
  });
  afterAll(() => chain.close());

  test("of 1000 sales are settled in one call by 20 threads with 150 reserved slots each", async () => {
    const royalties = await chain.deploy<SalesContract>(wasm);
    const sales = makeSales(1000);
    const receipt = await royalties.processRoyalties(sales);

    expect(receipt.threads).toHaveLength(20);
    for (const thread of receipt.threads) expect(thread.reservedSlots).toBe(150);

    const shares = sales.map(expectedShares);
    const sum = (name: "creator" | "platform" | "affiliate") =>
      shares.reduce((total, share) => total + share[name], 0n);
    expect(receipt.value).toEqual({
      sales: 1000,
      creators: sum("creator"),
      platform: sum("platform"),
      affiliates: sum("affiliate"),
    });
    for (const id of [0, 49, 50, 500, 999]) {
      expect((await royalties.creatorOf(id)).value).toBe(shares[id]?.creator);
      expect((await royalties.platformOf(id)).value).toBe(shares[id]?.platform);
      expect((await royalties.affiliateOf(id)).value).toBe(shares[id]?.affiliate);
    }
  });

  test("are the same as without threads, slot for slot", async () => {
    const [threaded, sequential] = [await chain.deploy<SalesContract>(wasm), await chain.deploy<SalesContract>(wasm)];
    const sales = makeSales(130);
    const inThreads = await threaded.processRoyalties(sales);
    const inSequence = await sequential.processRoyaltiesInSequence(sales);
    expect(inThreads.value).toEqual(inSequence.value);
    const slots = (receipt: typeof inThreads) => receipt.stateDiff.map(({ key, after }) => [key, after]);
    expect(slots(inThreads)).toEqual(slots(inSequence));
  });

  test("of no sales are nothing", async () => {
    const royalties = await chain.deploy<SalesContract>(wasm);
    const receipt = await royalties.processRoyalties([]);
    expect(receipt.value).toEqual({ sales: 0, creators: 0n, platform: 0n, affiliates: 0n });
  });

  test("cannot be settled for the same sale in two threads: its slots are reserved already", async () => {
    const royalties = await chain.deploy<SalesContract>(wasm);
    const sales = makeSales(60);
    const last = sales[59] as Sale;
    const receipt = await royalties.processRoyalties([...sales.slice(0, 59), { ...last, id: 0 }]);
    expect(receipt.code).toBe("TC4002");
    expect((await royalties.creatorOf(1)).value).toBe(0n);
  });

  test("cannot be more than the price: the thread reverts and nothing is stored", async () => {
    const royalties = await chain.deploy<SalesContract>(wasm);
    const [first, ...others] = makeSales(60) as [Sale, ...Sale[]];
    const receipt = await royalties.processRoyalties([{ ...first, creatorBasisPoints: 10_001 }, ...others]);
    expect(receipt.code).toBe("TC5002");
    expect((await royalties.creatorOf(1)).value).toBe(0n);
  });
});
