import { u256 } from "@btc-vision/as-bignum/assembly";
import { SafeMath } from "@btc-vision/btc-runtime/runtime";

/** Fees are in basis points: 1/10,000. */
export const FEE_BASIS: u64 = 10_000;

/** What a constant product of reserves gives for an amount, after the fee, rounded in the pool's favour. */
export function getAmountOut(amountIn: u256, reserveIn: u256, reserveOut: u256, feeBasisPoints: u64): u256 {
  const paid = SafeMath.mul(amountIn, u256.fromU64(FEE_BASIS - feeBasisPoints));
  const reserve = SafeMath.mul(reserveIn, u256.fromU64(FEE_BASIS));
  return SafeMath.div(SafeMath.mul(paid, reserveOut), SafeMath.add(reserve, paid));
}
