import { Storage, ThreadHandle, thread_join_with_refund, thread_spawn_with_reservation } from "@threaded-contract/sdk";

/** Gas for each thread, paid at the spawn. What a thread does not use comes back when it is joined. */
const THREAD_GAS: u64 = 5_000_000;

/** Interest of one year, in basis points: 1/10,000. */
const YEARLY_BASIS_POINTS: u64 = 500;

/** Adds to an account's balance. */
export function deposit(account: string, amount: u64): void {
  const slot = `balance:${account}`;
  Storage.set<u64>(slot, Storage.get<u64>(slot) + amount);
}

/** What an account holds. */
export function balanceOf(account: string): u64 {
  return Storage.get<u64>(`balance:${account}`);
}

/**
 * Pays interest to all accounts at once: one thread for each, which may write that account's slot and no other. Returns
 * what was paid in all.
 */
export function payInterest(accounts: string[], years: u32): u64 {
  const handles: ThreadHandle[] = [];
  for (let i = 0; i < accounts.length; i++) {
    const slot = `balance:${accounts[i]}`;
    handles.push(
      thread_spawn_with_reservation<u64>(THREAD_GAS, [slot], (): u64 => {
        const balance = Storage.get<u64>(slot);
        const interest = compound(balance, years) - balance;
        Storage.set<u64>(slot, balance + interest);
        return interest;
      }),
    );
  }
  let paid: u64 = 0;
  for (let i = 0; i < handles.length; i++) paid += thread_join_with_refund<u64>(handles[i]);
  return paid;
}

/** A balance after some years. */
function compound(balance: u64, years: u32): u64 {
  for (let year: u32 = 0; year < years; year++) balance += (balance * YEARLY_BASIS_POINTS) / 10_000;
  return balance;
}
