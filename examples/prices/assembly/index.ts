import { Address, contract, require, ThreadHandle, thread_spawn, thread_try_join } from "@threaded-contract/sdk";

/** Gas for asking one pool. */
const THREAD_GAS: u64 = 1_000_000;

/** What a pool offers for a trade. */
class Offer {
  pool: Address = Address.zero;
  amountOut: u64 = 0;
}

/**
 * Asks every pool at once what it would give for `amount`, and returns the best offer. Each thread calls one pool; a call from
 * a thread is read-only, so no pool can trade while it is asked. A pool that fails offers nothing.
 */
export function bestOffer(pools: Address[], amount: u64): Offer {
  const handles: ThreadHandle[] = [];
  for (let i = 0; i < pools.length; i++) {
    const pool = pools[i];
    handles.push(thread_spawn<u64>(THREAD_GAS, (): u64 => askPool(pool, amount)));
  }
  const best = new Offer();
  for (let i = 0; i < handles.length; i++) {
    const answer = thread_try_join<u64>(handles[i]);
    if (answer.ok) improve(best, pools[i], answer.value);
  }
  return best;
}

/** The same, one pool after the other. */
export function bestOfferInSequence(pools: Address[], amount: u64): Offer {
  const best = new Offer();
  for (let i = 0; i < pools.length; i++) {
    const answer = contract(pools[i]).method("quote").add<u64>(amount).tryCall<u64>();
    if (answer.ok) improve(best, pools[i], answer.value);
  }
  return best;
}

/** Trades at the best offer, if it is at least `minimumOut`. */
export function swapAtBest(pools: Address[], amount: u64, minimumOut: u64): Offer {
  const best = bestOffer(pools, amount);
  require(best.amountOut != 0 && best.amountOut >= minimumOut, "no pool offers enough");
  best.amountOut = contract(best.pool).method("swap").add<u64>(amount).call<u64>();
  return best;
}

function askPool(pool: Address, amount: u64): u64 {
  return contract(pool).method("quote").add<u64>(amount).call<u64>();
}

function improve(best: Offer, pool: Address, amountOut: u64): void {
  if (amountOut <= best.amountOut) return;
  best.pool = pool;
  best.amountOut = amountOut;
}
