import { i128, u128, u256 } from "@btc-vision/as-bignum/assembly";
import { i256 } from "@btc-vision/as-bignum/assembly/integer/i256";
import { emit, emitEvent, Storage } from "@threaded-contract/sdk";

export class Base {
  constructor(public id: u32) {}
}

export class Transfer extends Base {
  constructor(
    id: u32,
    public amount: u64,
    public memo: string | null,
  ) {
    super(id);
  }
}

/** Sums what it is given. */
export function sum(numbers: u32[], more: Map<string, u64>): u64 {
  let total: u64 = 0;
  for (let i = 0; i < numbers.length; i++) total += numbers[i];
  const values = more.values();
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}

/** Emits the transfer and gives it back with the next id. */
export function transfer(value: Transfer): Transfer {
  emitEvent<Transfer>("Transfer", value);
  emit("Raw", Uint8Array.wrap(String.UTF8.encode("hello")));
  Storage.set<u64>("amount", value.amount);
  return new Transfer(value.id + 1, value.amount, value.memo);
}

export function flip(value: bool, bytes: Uint8Array, wide: i64): bool {
  return !value && bytes.length == 2 && wide < 0;
}

export class Wide {
  constructor(
    public a: i128,
    public b: i256,
    public more: u128[],
    public last: u256,
  ) {}
}

/** Hands numbers of as-bignum back, in a class and as they are. */
export function wide(a: i128, b: i256, more: u128[], last: u256): Wide {
  emitEvent<Wide>("Wide", new Wide(a, b, more, last));
  return new Wide(a, b, more, last);
}

export function negated(value: i128): i128 {
  return new i128(~value.lo + 1, ~value.hi + (value.lo == 0 ? 1 : 0));
}

/** A function with a name that every client object has. */
export function address(): u32 {
  return 5;
}

export function divide(by: u32): u32 {
  return 10 / by;
}

export function greet(name: string | null): string {
  return name === null ? "nobody" : "hello " + name!;
}
