import { GAS_MAXIMUM } from "../../src/gas/arithmetic";
import { discountAmount, discountPercent } from "../../src/gas/discount";
import { linearCharge } from "../../src/gas/host-charges";
import { oip0002 } from "../../src/gas/oip0002";
import { opnet } from "../../src/gas/opnet";
import { joinFee, settleThread, spawnCharge, spawnFee } from "../../src/gas/thread-charges";

const nothing = { slotCount: 0, regionByteCounts: [], imageBytes: 65_536 };

describe("rulings G-1 to G-3: what a thread costs under oip0002", () => {
  test("G-1, G-2: spawn 100,000, join 10,000, slot 1,000, lock 1,000", () => {
    expect(spawnFee(oip0002, { ...nothing, budget: 1n })).toBe(100_000n);
    expect(joinFee(oip0002, 0, [])).toBe(10_000n);
    expect(spawnFee(oip0002, { ...nothing, budget: 1n, slotCount: 150 })).toBe(250_000n);
    expect(oip0002.threads.lock).toBe(1_000n);
  });

  test("G-3: synchronisation is 1,000 for each started KB", () => {
    const bytes = [0, 1, 1_024, 1_025, 65_536];
    const { image, region, result } = oip0002.threads;
    for (const price of [image, region, result]) {
      expect(bytes.map((count) => linearCharge(price, count))).toEqual([0n, 1_000n, 1_000n, 2_000n, 64_000n]);
    }
  });

  test("the image is free up to 64 KiB and synchronisation beyond", () => {
    expect(spawnFee(oip0002, { ...nothing, budget: 1n, imageBytes: 65_536 })).toBe(100_000n);
    expect(spawnFee(oip0002, { ...nothing, budget: 1n, imageBytes: 65_537 })).toBe(101_000n);
    expect(spawnFee(oip0002, { ...nothing, budget: 1n, imageBytes: 131_072 })).toBe(164_000n);
  });

  test("G-2: regions are paid in both directions, each rounded up, and results once", () => {
    expect(spawnFee(oip0002, { ...nothing, budget: 1n, regionByteCounts: [1, 1_025] })).toBe(103_000n);
    expect(joinFee(oip0002, 0, [1, 1_025])).toBe(13_000n);
    expect(joinFee(oip0002, 4, [])).toBe(11_000n);
  });
});

describe("what a thread costs under opnet", () => {
  const schedule = opnet();

  test("a spawn is an instance, a join and a slot are a warm access", () => {
    expect(spawnFee(schedule, { ...nothing, budget: 1n })).toBe(schedule.instance.creation);
    expect(joinFee(schedule, 0, [])).toBe(schedule.host.call.warm);
    expect(spawnFee(schedule, { ...nothing, budget: 1n, slotCount: 7 })).toBe(
      20_000_000n + 7n * schedule.host.load.warm,
    );
  });

  test("a page is a quarter of an instance, and the first is in the spawn", () => {
    const fees = [1, 65_536, 65_537, 131_072, 3 * 65_536].map((imageBytes) =>
      spawnFee(schedule, { ...nothing, budget: 1n, imageBytes }),
    );
    expect(fees).toEqual([20_000_000n, 20_000_000n, 25_000_000n, 25_000_000n, 30_000_000n]);
  });

  test("a byte of a result or a region is one of calldata, regions by the started KB in both directions", () => {
    expect(joinFee(schedule, 32, []) - joinFee(schedule, 0, [])).toBe(32n * schedule.host.calldata.perUnit);
    expect(joinFee(schedule, 0, [1, 1_025]) - joinFee(schedule, 0, [])).toBe(
      3n * 1_024n * schedule.host.calldata.perUnit,
    );
    expect(spawnFee(schedule, { ...nothing, budget: 1n, regionByteCounts: [1, 1_025] })).toBe(23_072_000n);
  });

  test("G-8: the discount is of what ran beside a thread joined before, and of no more than was used", () => {
    const request = { budget: 1_000n, used: 600n, succeeded: true, withRefund: true, unjoinedCount: 5 };
    const discounts = [0n, 1n, 100n, 599n, 600n, 601n, GAS_MAXIMUM].map(
      (beside) => settleThread(schedule, { ...request, beside }).discount,
    );
    expect(discounts).toEqual([0n, 0n, 50n, 299n, 300n, 300n, 300n]);
    expect(settleThread(schedule, { ...request, beside: 600n, succeeded: false }).discount).toBe(0n);
    expect(settleThread(schedule, { ...request, beside: 600n, withRefund: false }).refund).toBe(0n);
  });
});

describe("ruling G-13: a charge never wraps", () => {
  test("the budget is part of it", () => {
    expect(spawnCharge(oip0002, { ...nothing, budget: 50_000n })).toBe(150_000n);
  });

  test("G-13: at the largest sum and one past it", () => {
    expect(spawnCharge(oip0002, { ...nothing, budget: GAS_MAXIMUM - 100_000n })).toBe(GAS_MAXIMUM);
    expect(spawnCharge(oip0002, { ...nothing, budget: GAS_MAXIMUM - 99_999n })).toBeNull();
    expect(() => spawnCharge(oip0002, { ...nothing, budget: GAS_MAXIMUM + 1n })).toThrow(RangeError);
  });
});

describe("rulings G-4 to G-6: the discount", () => {
  test("G-6: is ten percent for each unjoined handle and at most fifty", () => {
    const percents = [0, 1, 2, 4, 5, 6, 256].map((count) => discountPercent(oip0002.discount, count));
    expect(percents).toEqual([0, 10, 20, 40, 50, 50, 50]);
  });

  test("is rounded down", () => {
    expect(discountAmount(99n, 50)).toBe(49n);
    expect(discountAmount(9n, 10)).toBe(0n);
    expect(discountAmount(0n, 50)).toBe(0n);
  });

  test("G-14: of the largest amount does not overflow", () => {
    expect(discountAmount(GAS_MAXIMUM, 50)).toBe(GAS_MAXIMUM / 2n);
  });

  test.each([-1, 0.5, 101])("of %d percent is a mistake of ours", (percent) => {
    expect(() => discountAmount(1n, percent)).toThrow(RangeError);
  });

  test("P-4: the document's own example, with its own constants, costs 900,000 and not 350,000", () => {
    let total = 0n;
    for (let unjoined = 5; unjoined > 0; unjoined--) {
      total += spawnCharge(oip0002, { ...nothing, budget: 100_000n })! + oip0002.threads.join;
      const used = {
        budget: 100_000n,
        used: 100_000n,
        succeeded: true,
        withRefund: true,
        unjoinedCount: unjoined,
        beside: 0n,
      };
      total -= settleThread(oip0002, used).refund;
    }
    expect(total).toBe(900_000n);
  });
});

describe("rulings G-9, G-10 and G-14: what comes back at a join", () => {
  const request = { budget: 1_000n, used: 600n, succeeded: true, withRefund: true, unjoinedCount: 3, beside: 0n };

  test("G-9: unused gas and the discount of what was used", () => {
    expect(settleThread(oip0002, request)).toEqual({ unused: 400n, discountPercent: 30, discount: 180n, refund: 580n });
  });

  test("nothing from a plain join", () => {
    const settled = settleThread(oip0002, { ...request, withRefund: false });
    expect(settled).toEqual({ unused: 0n, discountPercent: 0, discount: 0n, refund: 0n });
  });

  test("G-10: no discount after a failure", () => {
    const settled = settleThread(oip0002, { ...request, succeeded: false });
    expect(settled).toEqual({ unused: 400n, discountPercent: 0, discount: 0n, refund: 400n });
  });

  test("G-14: a thread cannot use more than it was given", () => {
    const settled = settleThread(oip0002, { ...request, used: 1_001n });
    expect(settled).toEqual({ unused: 0n, discountPercent: 30, discount: 300n, refund: 300n });
  });

  test("never more than the budget", () => {
    for (const used of [0n, 1n, 999n, 1_000n]) {
      expect(settleThread(oip0002, { ...request, used, unjoinedCount: 256 }).refund).toBeLessThanOrEqual(1_000n);
    }
  });
});
