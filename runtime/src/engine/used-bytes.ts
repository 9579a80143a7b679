import { invariant } from "../errors";

/** What an image is expected to use at first. */
const SMALLEST_BYTES = 4_096;

/** How much more is tried when that was too little: few steps, so that a large image is not read again and again. */
const GROWTH = 4;

/** Contracts that are remembered; beyond that the memory starts over. */
const CONTRACTS_MAXIMUM = 4_096;

/** Distance at which an image is compared with itself. */
const STRIDE_BYTES = 64;

/**
 * Finds how much of an image has to be copied: what lies beyond the heap is zero, in most contracts most of it. To see that it is zero
 * takes half the time that copying it takes twice, and what is not copied does not go from one processor's cache to another's.
 *
 * The images of a contract are alike, so looking begins where it ended before.
 */
export class UsedBytes {
  private readonly seen = new Map<number, number>();

  /** Bytes from address 0 beyond which all are zero; at most the image's length. @param contract index of whose memory it is */
  of(contract: number, image: Uint8Array): number {
    let used = this.seen.get(contract) ?? SMALLEST_BYTES;
    while (used < image.length && !isZeroFrom(image, used)) used *= GROWTH;
    if (this.seen.size >= CONTRACTS_MAXIMUM) this.seen.clear();
    this.seen.set(contract, used);
    invariant(used >= SMALLEST_BYTES, "some of an image is always copied");
    return Math.min(used, image.length);
  }
}

/** Whether all bytes from `start` on are zero: the first ones are, and each is like the one a stride before it. */
function isZeroFrom(bytes: Uint8Array, start: number): boolean {
  const end = Math.min(start + STRIDE_BYTES, bytes.length);
  for (let at = start; at < end; at++) if (bytes[at] !== 0) return false;
  const later = bytes.subarray(end);
  return Buffer.compare(later, bytes.subarray(start, start + later.length)) === 0;
}
