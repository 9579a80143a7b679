import { invariant } from "../errors";

/** What an image is expected to use at first. */
const SMALLEST_BYTES = 4_096;

/** The same as a part of its length: few steps, so that a large image is not read again and again. */
const SMALLEST_PART = 1 / 256;

/** Distance at which an image is compared with itself. */
const STRIDE_BYTES = 64;

/**
 * Finds how much of an image has to be copied: what lies beyond the heap is zero, unless the contract's allocator marks the end. To see that
 * takes half as long as to copy it to shared memory and from there, and what is not copied need not go from one core's cache to another's.
 *
 * The images of a contract in a transaction are alike, so looking begins where it ended before.
 */
export class UsedBytes {
  private readonly seen = new Map<number, number>();

  /** Bytes from address 0 beyond which all are zero; at most the image's length. @param contract index of whose memory it is */
  of(contract: number, image: Uint8Array): number {
    invariant(contract >= 0, "a contract has an index");
    let used = this.seen.get(contract) ?? Math.max(SMALLEST_BYTES, Math.ceil(image.length * SMALLEST_PART));
    while (used < image.length && !isZeroFrom(image, used)) used *= 2;
    invariant(used >= SMALLEST_BYTES, "some of an image is always copied");
    this.seen.set(contract, used);
    return Math.min(used, image.length);
  }

  /** Starts over: the next transaction begins with other memories. */
  forget(): void {
    this.seen.clear();
    invariant(this.seen.size === 0, "nothing is known of the next transaction");
  }
}

/** Whether all bytes from `start` on are zero: the first ones are, and each is like the one a stride before it. */
function isZeroFrom(bytes: Uint8Array, start: number): boolean {
  const end = Math.min(start + STRIDE_BYTES, bytes.length);
  for (let at = start; at < end; at++) if (bytes[at] !== 0) return false;
  const later = bytes.subarray(end);
  return Buffer.compare(later, bytes.subarray(start, start + later.length)) === 0;
}
