import { discountPercent } from "../../src/gas/discount";
import { dynamicDiscountPercent, utilisationPercent, type BlockLoad } from "../../src/gas/discount-dynamic";
import { oip0002 } from "../../src/gas/oip0002";
import type { GasSchedule } from "../../src/gas/schedule";
import { oip0002DynamicDiscount, withDynamicDiscount } from "../../src/gas/with-dynamic-discount";
import { Program } from "../core/support/machine";
import { TestChain } from "../core/support/test-chain";
import { machineChain } from "../rulings/support";

const MAXIMUM = 1_000n;
/** Blocks that were all as full, in tenths of a percent. */
const load = (perMille: number, blocks = 10): BlockLoad => ({
  gasUsed: Array.from({ length: blocks }, () => BigInt(perMille)),
  gasMaximum: MAXIMUM,
});
const moved = (percent: number, blocks: BlockLoad | undefined): number => {
  return dynamicDiscountPercent(oip0002DynamicDiscount, percent, 50, blocks);
};

describe("G-12: the utilisation of recent blocks", () => {
  test.each([
    [0, 0],
    [299, 29],
    [300, 30],
    [709, 70],
    [710, 71],
    [1_000, 100],
    [5_000, 100],
  ])("at %i per mille is %i %%", (perMille, percent) => expect(utilisationPercent(load(perMille))).toBe(percent));

  test("is that of the blocks there are, not of ten", () => {
    expect(utilisationPercent(load(500, 1))).toBe(50);
    expect(utilisationPercent(load(500, 9))).toBe(50);
    expect(utilisationPercent(load(500, 0))).toBeNull();
    expect(utilisationPercent({ gasUsed: [1_000n, 0n, 0n], gasMaximum: MAXIMUM })).toBe(33);
  });

  test("of the largest amounts does not overflow", () => {
    const most = 0xffff_ffff_ffff_ffffn;
    expect(utilisationPercent({ gasUsed: Array<bigint>(10).fill(most), gasMaximum: most })).toBe(100);
    expect(utilisationPercent({ gasUsed: Array<bigint>(10).fill(most), gasMaximum: 1n })).toBe(100);
  });

  test.each<[string, BlockLoad]>([
    ["eleven blocks", load(1, 11)],
    ["negative gas", { gasUsed: [-1n], gasMaximum: MAXIMUM }],
    ["gas beyond 64 bits", { gasUsed: [1n << 64n], gasMaximum: MAXIMUM }],
    ["a block without gas", { gasUsed: [1n], gasMaximum: 0n }],
    ["a block beyond 64 bits", { gasUsed: [1n], gasMaximum: 1n << 64n }],
  ])("of %s is a mistake of ours", (_, wrong) => expect(() => utilisationPercent(wrong)).toThrow(RangeError));
});

describe("G-12: the discount", () => {
  test.each<[string, BlockLoad | undefined, readonly number[]]>([
    ["at genesis", undefined, [10, 20, 30, 40, 50]],
    ["without blocks", load(0, 0), [10, 20, 30, 40, 50]],
    ["at 29 %", load(299), [30, 40, 50, 50, 50]],
    ["at 30 %", load(300), [10, 20, 30, 40, 50]],
    ["at 70 %", load(709), [10, 20, 30, 40, 50]],
    ["at 71 %", load(710), [10, 20, 20, 20, 30]],
    ["at 29 % of three blocks", load(299, 3), [30, 40, 50, 50, 50]],
    ["at more than everything", load(60_000), [10, 20, 20, 20, 30]],
  ])("%s", (_, blocks, expected) => {
    expect([10, 20, 30, 40, 50].map((percent) => moved(percent, blocks))).toEqual(expected);
  });

  test("is never below 0 or above the cap, whatever the rule", () => {
    const extreme = { lowUtilisationPercent: 101, highUtilisationPercent: -1, step: 1_000, percentMinimum: -1_000 };
    expect(dynamicDiscountPercent({ ...extreme, highUtilisationPercent: 200 }, 50, 50, load(1))).toBe(50);
    expect(dynamicDiscountPercent({ ...extreme, lowUtilisationPercent: -1 }, 50, 50, load(1))).toBe(0);
  });

  test.each([-1, 0.5, 101])("of %d percent is a mistake of ours", (percent) => {
    expect(() => moved(percent, undefined)).toThrow(RangeError);
  });

  test("is off unless the schedule has it", () => {
    expect(discountPercent(oip0002.discount, 2, load(0))).toBe(20);
    expect(discountPercent(withDynamicDiscount(oip0002).discount, 2, load(0))).toBe(40);
    expect(discountPercent(withDynamicDiscount(oip0002).discount, 2)).toBe(20);
    expect(withDynamicDiscount(oip0002)).toMatchObject({ id: "oip0002/1/dynamic", threads: oip0002.threads });
  });
});

test("G-12: a join takes the load from its block", async () => {
  const percents = async (schedule: GasSchedule, blocks: BlockLoad | undefined): Promise<number[]> => {
    const chain = await machineChain(new TestChain(schedule));
    const program = new Program();
    for (let i = 0; i < 3; i++) program.spawn((thread) => thread.burn(100));
    const request = chain.request(program.join(0, 1).join(1, 1).join(2, 1).bytes());
    const block = { ...request.context.block, load: blocks };
    const { receipt } = chain.run({ ...request, context: { ...request.context, block } });
    expect(
      receipt.threads.map(
        ({ discount, used, discountPercent }) => discount === (used * BigInt(discountPercent)) / 100n,
      ),
    ).toEqual([true, true, true]);
    return receipt.threads.map(({ discountPercent }) => discountPercent);
  };
  expect(await percents(oip0002, load(100))).toEqual([30, 20, 10]);
  expect(await percents(withDynamicDiscount(oip0002), undefined)).toEqual([30, 20, 10]);
  expect(await percents(withDynamicDiscount(oip0002), load(100))).toEqual([50, 40, 30]);
  expect(await percents(withDynamicDiscount(oip0002), load(900))).toEqual([20, 20, 10]);
});
