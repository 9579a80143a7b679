import { fibonacci, keccak, matrix, modularExponent, sha256, sort, wideMultiply } from "./kernels";

/**
 * Runs a kernel: its number in the upper 8 bits, how often in the lower 24. Admission asks every contract for this function; what
 * a contract does with its argument is its own affair.
 */
export function execute(request: i32): i32 {
  const times: u32 = request & 0xffffff;
  switch (request >> 24) {
    case 0: return sha256(times);
    case 1: return <i32>keccak(times);
    case 2: return <i32>wideMultiply(times);
    case 3: return <i32>modularExponent(times);
    case 4: return sort(times);
    case 5: return matrix(times);
    default: return fibonacci(times);
  }
}
