import { keccakRounds } from "./keccak";
import { sha256Blocks } from "./sha256";
import { modularPower, multiplyChain } from "./wide";

// Each function runs one kernel `times` times and returns something that depends on all of it.

export function sha256(times: u32): u32 {
  return sha256Blocks(times);
}

export function keccak(times: u32): u64 {
  return keccakRounds(times);
}

export function wideMultiply(times: u32): u64 {
  return multiplyChain(times);
}

export function modularExponent(times: u32): u64 {
  let sum: u64 = 0;
  for (let i: u32 = 0; i < times; i++) sum += modularPower(3 + i, 0xffff_ffff_ffff_fff1, 0x7fff_ffe7);
  return sum;
}

export function sort(times: u32): u32 {
  const length = 1000;
  let sum: u32 = 0;
  for (let round: u32 = 0; round < times; round++) {
    const values: u32[] = [];
    let state: u32 = round + 1;
    for (let i = 0; i < length; i++) {
      state = state * 1664525 + 1013904223;
      values.push(state);
    }
    values.sort((a: u32, b: u32): i32 => (a < b ? -1 : <i32>(a > b)));
    sum += values[length / 2];
  }
  return sum;
}

export function matrix(times: u32): u32 {
  const size = 48;
  const left = new StaticArray<u32>(size * size);
  const right = new StaticArray<u32>(size * size);
  for (let i = 0; i < size * size; i++) {
    left[i] = i * 7 + 1;
    right[i] = i * 3 + 2;
  }
  let sum: u32 = 0;
  for (let round: u32 = 0; round < times; round++) {
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < size; column++) {
        let cell: u32 = round;
        for (let i = 0; i < size; i++) cell += left[row * size + i] * right[i * size + column];
        sum += cell;
      }
    }
  }
  return sum;
}

export function fibonacci(times: u32): u32 {
  let sum: u32 = 0;
  for (let i: u32 = 0; i < times; i++) sum += recurse(20);
  return sum;
}

function recurse(n: u32): u32 {
  return n < 2 ? n : recurse(n - 1) + recurse(n - 2);
}
