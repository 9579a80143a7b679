import type { HostPrices, LinearPrice } from "./schedule";

/** Gas for `byteCount` bytes at a linear price; a count has at most 32 bits, so that the division is exact. */
export function linearCharge(price: LinearPrice, byteCount: number): bigint {
  return price.base + price.perUnit * BigInt(Math.ceil(byteCount / price.unitBytes));
}

/** Gas for hashing `byteCount` bytes with sha256: the first block is in the base. */
export function sha256Charge(prices: HostPrices, byteCount: number): bigint {
  const { base, perUnit, unitBytes } = prices.sha256;
  const blocks = 1n + (byteCount === 0 ? 0n : BigInt(byteCount - 1) / BigInt(unitBytes));
  return base + perUnit * (blocks - 1n);
}
