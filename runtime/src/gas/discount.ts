import { isGas } from "./arithmetic";
import { dynamicDiscountPercent, type BlockLoad } from "./discount-dynamic";
import type { DiscountRule } from "./schedule";

/**
 * The percentage that a join takes off the joined thread's gas.
 *
 * @param unjoinedCount unjoined handles of the transaction in program order, the one being joined included (ruling G-4)
 * @param load of recent blocks, for a rule that follows it (ruling G-12)
 */
export function discountPercent(rule: DiscountRule, unjoinedCount: number, load?: BlockLoad): number {
  if (!Number.isSafeInteger(unjoinedCount) || unjoinedCount < 0) {
    throw new RangeError("the count of handles is not whole");
  }
  const percent = Math.min(rule.percentMaximum, rule.percentPerThread * unjoinedCount);
  return rule.dynamic === undefined
    ? percent
    : dynamicDiscountPercent(rule.dynamic, percent, rule.percentMaximum, load);
}

/**
 * The discount in gas, rounded down; it cannot overflow (ruling G-14).
 *
 * @param gasUsed what the thread used
 * @param percent 0 to 100
 */
export function discountAmount(gasUsed: bigint, percent: number): bigint {
  if (!isGas(gasUsed)) throw new RangeError("the gas used is not 64 bits");
  if (!Number.isInteger(percent) || percent < 0 || percent > 100) {
    throw new RangeError("the discount is not a percentage");
  }
  return percent === 0 ? 0n : (gasUsed * BigInt(percent)) / 100n;
}
