// Functions that fail in every way there is; the tests look for the lines that are marked.
import {
  Context,
  contract,
  Slot,
  slot,
  Storage,
  thread_join,
  thread_spawn,
  thread_spawn_with_reservation,
  thread_try_join,
} from "@threaded-contract/sdk";

let numbers: u32[] = [1, 2, 3];

// @ts-ignore: decorator
@inline
function inlined(divisor: u32): u32 {
  return 100 / divisor; // mark: inlined
}

function quotient(divisor: u32): u32 {
  return inlined(divisor) + 1;
}

function deeper(depth: u32): u32 {
  return depth == 0 ? 1 : deeper(depth + 1) + 1; // mark: stack
}

export function divide(divisor: u32): u32 {
  return quotient(divisor) + 1; // mark: caller
}

export function overflow(divisor: i32): i32 {
  return <i32>0x80000000 / divisor; // mark: overflow
}

export function outOfBounds(address: usize): u32 {
  return load<u32>(address); // mark: bounds
}

export function neverHere(): void {
  unreachable(); // mark: unreachable
}

export function exhaustStack(): u32 {
  return deeper(1);
}

export function callNothing(index: u32): u32 {
  return call_indirect<u32>(index); // mark: indirect
}

export function runOutOfGas(): u32 { // mark: gas
  while (load<u32>(2_000) != 1) store<u32>(2_000, 2 * load<u32>(2_000));
  return 1;
}

export function readPast(index: i32): u32 {
  return numbers[index]; // mark: library
}

export function writeInThread(): void {
  const handle = thread_spawn_with_reservation<void, Slot[]>(3_000_000, [slot("mine")], (): void => {
    Storage.set<u64, Slot>(slot("other"), 1); // mark: unreserved
  });
  thread_join(handle); // mark: join
}

export function staleRead(): u64 {
  const first = thread_spawn<u64>(3_000_000, (): u64 => 1);
  Storage.set<u64, Slot>(slot("before"), 1);
  Storage.set<u64, Slot>(slot("n"), 2); // mark: lost write
  const second = thread_spawn<u64>(3_000_000, (): u64 => {
    return Storage.get<u64, Slot>(slot("n")); // mark: stale read
  });
  return thread_join<u64>(first) + thread_join<u64>(second);
}

export function staleReservation(): void {
  const first = thread_spawn<u64>(3_000_000, (): u64 => 1);
  Storage.set<u64, Slot>(slot("n"), 2); // mark: earlier write
  const second = thread_spawn_with_reservation<void, Slot[]>(3_000_000, [slot("n")], (): void => {}); // mark: refused
  thread_join<u64>(first);
  thread_join(second);
}

export function writeReserved(): void {
  const handle = thread_spawn_with_reservation<void, Slot[]>(3_000_000, [slot("n")], (): void => {
    Storage.set<u64, Slot>(slot("n"), 1);
  });
  Storage.set<u64, Slot>(slot("n"), 2); // mark: lost update
  thread_join(handle);
}

export function tryInThread(divisor: u32): u32 {
  const good = thread_spawn<u32>(1_000_000, (): u32 => 1);
  const handle = thread_spawn<u32>(1_000_000, (): u32 => quotient(divisor));
  return (thread_try_join<u32>(handle).ok ? 1 : 0) + thread_join<u32>(good);
}

export function assertInThread(limit: u32): u32 {
  const handle = thread_spawn<u32>(1_000_000, (): u32 => { // mark: assertion
    assert(limit > 10, "the limit is too small");
    return limit;
  });
  return thread_join<u32>(handle);
}

export function readSlot(): u64 {
  return Storage.get<u64, Slot>(slot("n")); // mark: below
}

export function staleReadBelow(): u64 {
  const first = thread_spawn<u64>(9_000_000, (): u64 => 1);
  Storage.set<u64, Slot>(slot("n"), 2);
  const second = thread_spawn<u64>(9_000_000, (): u64 => {
    return contract(Context.contract).method("readSlot").call<u64>(); // mark: above
  });
  return thread_join<u64>(first) + thread_join<u64>(second);
}
