import { Storage, require } from "@threaded-contract/sdk";
import { u128 } from "@btc-vision/as-bignum/assembly";

// A pool of two tokens. The product of its reserves never falls: what a trade rounds away stays in the pool.

const BASIS: u64 = 10_000;

/** Fills an empty pool. The fee is in basis points of what comes in: 1/10,000. */
export function initialize(reserveIn: u64, reserveOut: u64, feeBasisPoints: u16): void {
  require(Storage.get<u64>("reserve:in") == 0, "the pool has its reserves already");
  require(reserveIn != 0 && reserveOut != 0, "a pool needs both tokens");
  require(<u64>feeBasisPoints < BASIS, "the fee cannot be all of it");
  Storage.set<u64>("reserve:in", reserveIn);
  Storage.set<u64>("reserve:out", reserveOut);
  Storage.set<u16>("fee", feeBasisPoints);
}

/** What the pool would give for `amount` now. */
export function quote(amount: u64): u64 {
  const reserveIn = Storage.get<u64>("reserve:in");
  const reserveOut = Storage.get<u64>("reserve:out");
  require(reserveIn != 0, "the pool is empty");
  const paid = amount - feeOf(amount);
  require(paid <= u64.MAX_VALUE - reserveIn, "the pool cannot hold so much");
  const product = u128.fromU64(paid) * u128.fromU64(reserveOut);
  return (product / u128.fromU64(reserveIn + paid)).toU64();
}

/** Trades `amount` and returns what comes out. */
export function swap(amount: u64): u64 {
  const amountOut = quote(amount);
  Storage.set<u64>("reserve:in", Storage.get<u64>("reserve:in") + amount);
  Storage.set<u64>("reserve:out", Storage.get<u64>("reserve:out") - amountOut);
  return amountOut;
}

/** The fee on an amount, rounded up, so that dust does not trade for free. */
function feeOf(amount: u64): u64 {
  const basisPoints = <u64>Storage.get<u16>("fee");
  const whole = amount / BASIS;
  const rest = amount % BASIS;
  return whole * basisPoints + (rest * basisPoints + BASIS - 1) / BASIS;
}
