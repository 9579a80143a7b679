import { isGas } from "./arithmetic";
import type { DynamicDiscountRule } from "./schedule";

/** Blocks that count, and no more. */
export const RECENT_BLOCKS_MAXIMUM = 10;

/** How full the chain has been: what a dynamic discount depends on, and nothing else (ruling G-12). */
export interface BlockLoad {
  /** Gas used by each of the last finished blocks, at most ten; fewer near the first block. */
  readonly gasUsed: readonly bigint[];
  /** Gas that a block may use, at least 1. */
  readonly gasMaximum: bigint;
}

/**
 * How full the recent blocks were, in whole percent from 0 to 100, rounded down; null if there are none.
 *
 * @throws RangeError for more than ten blocks, and for amounts that are not 64 bits
 */
export function utilisationPercent({ gasUsed, gasMaximum }: BlockLoad): number | null {
  if (gasUsed.length > RECENT_BLOCKS_MAXIMUM) throw new RangeError("more blocks than count");
  if (!gasUsed.every(isGas) || !isGas(gasMaximum) || gasMaximum === 0n) {
    throw new RangeError("the gas of a block is not 64 bits");
  }
  if (gasUsed.length === 0) return null;
  const total = gasUsed.reduce((sum, gas) => sum + gas, 0n);
  const percent = (total * 100n) / (BigInt(gasUsed.length) * gasMaximum);
  return percent > 100n ? 100 : Number(percent);
}

/**
 * A parallel discount moved by the load of recent blocks: up when they were empty, down when they were full.
 *
 * @param percent what the static formula gives
 * @param maximum the cap of that formula, which holds here too
 * @param load undefined where a chain says nothing, which is as if there were no blocks
 */
export function dynamicDiscountPercent(
  rule: DynamicDiscountRule,
  percent: number,
  maximum: number,
  load: BlockLoad | undefined,
): number {
  if (!Number.isInteger(percent) || percent < 0 || percent > 100) {
    throw new RangeError("the discount is not a percentage");
  }
  const utilisation = load === undefined ? null : utilisationPercent(load);
  let moved = percent;
  if (utilisation !== null && utilisation < rule.lowUtilisationPercent) moved = percent + rule.step;
  // A floor never raises what is below it.
  if (utilisation !== null && utilisation > rule.highUtilisationPercent) {
    moved = Math.min(percent, Math.max(rule.percentMinimum, percent - rule.step));
  }
  return Math.max(0, Math.min(moved, maximum));
}
