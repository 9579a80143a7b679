const LIMBS: i32 = 8;

/** The lower 256 bits of a product, in limbs of 32 bits, the lowest first. */
function multiply(left: StaticArray<u32>, right: StaticArray<u32>, product: StaticArray<u32>): void {
  for (let i = 0; i < LIMBS; i++) product[i] = 0;
  for (let i = 0; i < LIMBS; i++) {
    let carry: u64 = 0;
    for (let j = 0; i + j < LIMBS; j++) {
      const sum = <u64>left[i] * <u64>right[j] + product[i + j] + carry;
      product[i + j] = <u32>sum;
      carry = sum >> 32;
    }
  }
}

/** Multiplies 256-bit numbers `count` times, each product a factor of the next. */
export function multiplyChain(count: u32): u64 {
  const factor = new StaticArray<u32>(LIMBS);
  for (let i = 0; i < LIMBS; i++) factor[i] = 0x9e3779b1 + i * 2;
  let value = new StaticArray<u32>(LIMBS);
  let next = new StaticArray<u32>(LIMBS);
  value[0] = 1;
  for (let i: u32 = 0; i < count; i++) {
    multiply(value, factor, next);
    const spare = value;
    value = next;
    next = spare;
  }
  return (<u64>value[7] << 32) | value[0];
}

/** base ^ exponent mod modulus, for a modulus below 2^32. */
export function modularPower(base: u64, exponent: u64, modulus: u64): u64 {
  let power = base % modulus;
  let result: u64 = 1;
  for (let left = exponent; left != 0; left >>= 1) {
    if (left & 1) result = (result * power) % modulus;
    power = (power * power) % modulus;
  }
  return result;
}
