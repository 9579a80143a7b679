/** Work without memory or calls, a step at a time, whose result nobody can know without doing it. */
export function work(seed: u64, steps: u32): u64 {
  let state = seed | 1;
  for (let i: u32 = 0; i < steps; i++) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
  }
  return state;
}
