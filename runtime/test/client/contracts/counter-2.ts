// What counter.ts becomes: another type of result, another function, and an update that works with threads.
import {
  contract,
  Context,
  revert,
  Slot,
  slot,
  Storage,
  thread_join,
  thread_spawn_with_reservation,
} from "@threaded-contract/sdk";

export function onUpdate(factor: u64): void {
  if (factor == 0) revert("the factor is 0");
  const doubled = thread_spawn_with_reservation<void, Slot[]>(5_000_000, [slot("count")], (): void => {
    Storage.set<u64, Slot>(slot("count"), Storage.get<u64, Slot>(slot("count")) * factor);
  });
  thread_join(doubled);
  // Calls are answered by the old code until the next block.
  Storage.set<u64>("asked", contract(Context.contract).method("version").call<u32>());
}

export function version(): string {
  return "two, asked " + Storage.get<u64>("asked").toString();
}

export function count(): u64 {
  return Storage.get<u64>("count");
}
