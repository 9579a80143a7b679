/** The prices the model charges, written down from the rulings and `gas.md`, not read from the runtime. */

export const SPAWN = 100_000n;
export const JOIN = 10_000n;
export const PER_SLOT = 1_000n;
export const PER_KILOBYTE = 1_000n;
/** Image bytes that the spawn fee covers (G-2). */
export const COVERED_IMAGE_BYTES = 65_536;

/** Host operations of the `oip0002` schedule; copying bytes is synchronisation on top. */
export const HOST = {
  load: 1_000n,
  store: 2_000n,
  emit: 1_000n,
  call: 50_000n,
  calldata: 100n,
  callResult: 100n,
  threadReturn: 100n,
  threadResult: 100n,
};

/** Memory synchronisation: every started kilobyte counts (G-2, G-3). */
export function synchronisation(bytes: number): bigint {
  return PER_KILOBYTE * BigInt(Math.ceil(Math.max(0, bytes) / 1024));
}

/** Parallel discount in percent: unjoined handles, the one being joined included (G-4). */
export function discountPercent(unjoined: number): bigint {
  return BigInt(Math.min(50, 10 * unjoined));
}
