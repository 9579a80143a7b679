// A contract before its update to counter-2.ts.
import { contract, Context, Storage } from "@threaded-contract/sdk";

export function add(amount: u64): u64 {
  Storage.set<u64>("count", Storage.get<u64>("count") + amount);
  return Storage.get<u64>("count");
}

export function version(): u32 {
  return 1;
}

export function ask(): u32 {
  return contract(Context.contract).method("version").call<u32>();
}
