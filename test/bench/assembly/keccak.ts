/** The state of Keccak-f[1600] (FIPS 202 §3.2), five rows of five lanes. */
const lanes = new StaticArray<u64>(25);
const moved = new StaticArray<u64>(25);
const parities = new StaticArray<u64>(5);
const rotations: StaticArray<u64> = [
  0, 1, 62, 28, 27, 36, 44, 6, 55, 20, 3, 10, 43, 25, 39, 41, 45, 15, 21, 8, 18, 2, 61, 56, 14,
];

/** The constant of a round: the bits at 2^j − 1 come from a linear feedback register. */
function roundConstant(round: u32): u64 {
  let constant: u64 = 0;
  for (let j: u32 = 0; j <= 6; j++) {
    let register: u32 = 1;
    const steps = (j + 7 * round) % 255;
    for (let i: u32 = 0; i < steps; i++) register = (register << 1) ^ ((register >> 7) * 0x171);
    constant |= (<u64>(register & 1)) << ((1 << j) - 1);
  }
  return constant;
}

/** Permutes `count` times and returns a lane. */
export function keccakRounds(count: u32): u64 {
  const constants = new StaticArray<u64>(24);
  for (let round = 0; round < 24; round++) constants[round] = roundConstant(round);
  for (let i = 0; i < 25; i++) lanes[i] = 0;
  for (let i: u32 = 0; i < count; i++) {
    lanes[0] ^= i;
    for (let round = 0; round < 24; round++) permuteRound(constants[round]);
  }
  return lanes[0];
}

function permuteRound(constant: u64): void {
  for (let x = 0; x < 5; x++) {
    parities[x] = lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20];
  }
  for (let x = 0; x < 5; x++) {
    const mix = parities[(x + 4) % 5] ^ rotl<u64>(parities[(x + 1) % 5], 1);
    for (let y = 0; y < 25; y += 5) lanes[x + y] ^= mix;
  }
  for (let y = 0; y < 5; y++) {
    for (let x = 0; x < 5; x++) {
      moved[y + 5 * ((2 * x + 3 * y) % 5)] = rotl<u64>(lanes[x + 5 * y], rotations[x + 5 * y]);
    }
  }
  for (let y = 0; y < 25; y += 5) {
    for (let x = 0; x < 5; x++) lanes[x + y] = moved[x + y] ^ (~moved[((x + 1) % 5) + y] & moved[((x + 2) % 5) + y]);
  }
  lanes[0] ^= constant;
}
