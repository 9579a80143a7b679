import { ceilDivide } from "./arithmetic";
import type { HostPrices, LinearPrice } from "./schedule";

/** Gas for `byteCount` bytes at a linear price. */
export function linearCharge(price: LinearPrice, byteCount: number): bigint {
  return price.base + price.perUnit * ceilDivide(BigInt(byteCount), BigInt(price.unitBytes));
}

/** Gas for hashing `byteCount` bytes with sha256: the first block is in the base. */
export function sha256Charge(prices: HostPrices, byteCount: number): bigint {
  const { base, perUnit, unitBytes } = prices.sha256;
  const blocks = 1n + (byteCount === 0 ? 0n : BigInt(byteCount - 1) / BigInt(unitBytes));
  return base + perUnit * (blocks - 1n);
}
