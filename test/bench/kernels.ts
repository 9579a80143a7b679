/** The kernels in the order of `assembly/kernel-contract.ts`, and how often each runs in one measurement: some milliseconds. */
export const KERNELS = [
  { name: "sha256", times: 2000 },
  { name: "keccak", times: 400 },
  { name: "256-bit multiply", times: 10_000 },
  { name: "modular exponent", times: 10_000 },
  { name: "sort", times: 40 },
  { name: "matrix", times: 15 },
  { name: "fibonacci", times: 60 },
] as const;
