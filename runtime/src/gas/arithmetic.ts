/** The largest amount of gas: amounts are unsigned 64-bit integers. */
export const GAS_MAXIMUM = 0xffff_ffff_ffff_ffffn;

/** Whether an amount is a whole number of gas that fits 64 bits. */
export function isGas(amount: bigint): boolean {
  return amount >= 0n && amount <= GAS_MAXIMUM;
}

/**
 * The sum of amounts, or null if it exceeds 64 bits: such a charge cannot be paid by anyone and is out of gas, never a
 * wrapped number (ruling G-13).
 */
export function addGas(...amounts: readonly bigint[]): bigint | null {
  let sum = 0n;
  for (const amount of amounts) {
    if (amount < 0n) throw new RangeError("an amount of gas is negative");
    sum += amount;
  }
  return sum <= GAS_MAXIMUM ? sum : null;
}
