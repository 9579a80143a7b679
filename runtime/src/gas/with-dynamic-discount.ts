import { freezeDeep } from "./freeze";
import type { DynamicDiscountRule, GasSchedule } from "./schedule";

/** OIP-0002's numbers: 20 points up below 30 % utilisation; 20 down above 70 %, not below 20 %. */
export const oip0002DynamicDiscount: DynamicDiscountRule = Object.freeze({
  lowUtilisationPercent: 30,
  highUtilisationPercent: 70,
  step: 20,
  percentMinimum: 20,
});

/**
 * A gas schedule with the dynamic discount switched on (OIP-0002 §Dynamic Gas Pricing, ruling G-12). Its id ends in `/dynamic`.
 * The load of recent blocks comes from the option `block` of a chain or a call; without it nothing changes.
 *
 * @example
 * ```ts
 * const schedule = withDynamicDiscount(findSchedule("oip0002/1")!);
 * const chain = await createChain({ schedule, block: { recentGas: [5_000_000, 7_000_000], gasMaximum: 100_000_000 } });
 * ```
 */
export function withDynamicDiscount(
  schedule: GasSchedule,
  rule: DynamicDiscountRule = oip0002DynamicDiscount,
): GasSchedule {
  const discount = { ...schedule.discount, dynamic: { ...rule } };
  return freezeDeep({ ...schedule, id: `${schedule.id}/dynamic`, discount });
}
