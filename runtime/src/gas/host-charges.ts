import type { HostPrices, LinearPrice } from "./schedule";

/** A count of bytes has at most 32 bits, so that its division is exact in doubles. */
const BYTE_COUNT_MAXIMUM = 0xffff_ffff;

/** Gas for `byteCount` bytes at a linear price. */
export function linearCharge(price: LinearPrice, byteCount: number): bigint {
  if (!(byteCount >= 0 && byteCount <= BYTE_COUNT_MAXIMUM && price.unitBytes > 0)) {
    throw new RangeError("a division of gas is not whole and positive");
  }
  return byteCount === 0 ? price.base : price.base + price.perUnit * BigInt(Math.ceil(byteCount / price.unitBytes));
}

/** Gas for hashing `byteCount` bytes with sha256: the first block is in the base. */
export function sha256Charge(prices: HostPrices, byteCount: number): bigint {
  const { base, perUnit, unitBytes } = prices.sha256;
  const blocks = 1n + (byteCount === 0 ? 0n : BigInt(byteCount - 1) / BigInt(unitBytes));
  return base + perUnit * (blocks - 1n);
}
