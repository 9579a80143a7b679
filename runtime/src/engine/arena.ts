import { invariant } from "../errors";

/** Blocks start on cache lines, so that no two jobs share one. */
const ALIGNMENT_BYTES = 64;

/** A free range of the arena. */
interface FreeRange {
  offset: number;
  length: number;
}

/**
 * Hands out ranges of one large shared buffer: images, job records and snapshots of live threads.
 *
 * Only the frame worker allocates and frees, so nothing here is synchronised. First fit on address-ordered free
 * ranges: the low end of the buffer is used again and again, and the pages above it are never touched.
 */
export class Arena {
  private readonly free: FreeRange[];
  private readonly used = new Map<number, number>();
  private bytesUsed = 0;

  constructor(readonly byteLength: number) {
    invariant(byteLength > 0 && byteLength % ALIGNMENT_BYTES === 0, "an arena is a whole number of cache lines");
    this.free = [{ offset: 0, length: byteLength }];
  }

  /** Bytes in use, rounding included. */
  get usedBytes(): number {
    return this.bytesUsed;
  }

  /** Blocks in use. */
  get blocks(): number {
    return this.used.size;
  }

  /** Offset of a new block, or -1 when no range is large enough. */
  allocate(byteLength: number): number {
    invariant(byteLength >= 0 && Number.isSafeInteger(byteLength), "a block has a length");
    const length = Math.max(ALIGNMENT_BYTES, toCacheLine(byteLength));
    const index = this.free.findIndex((range) => range.length >= length);
    const range = this.free[index];
    if (range === undefined) return -1;
    const offset = range.offset;
    if (range.length === length) this.free.splice(index, 1);
    else {
      range.offset += length;
      range.length -= length;
    }
    this.used.set(offset, length);
    this.bytesUsed += length;
    return offset;
  }

  /** Takes back a block. */
  release(offset: number): void {
    const length = this.used.get(offset);
    invariant(length !== undefined, "only a block in use can be released");
    this.used.delete(offset);
    this.bytesUsed -= length;
    const after = this.firstFreeAfter(offset);
    const left = this.free[after - 1];
    const right = this.free[after];
    const joinsLeft = left !== undefined && left.offset + left.length === offset;
    const joinsRight = right !== undefined && offset + length === right.offset;
    if (joinsLeft) left.length += length + (joinsRight ? right.length : 0);
    else if (joinsRight) {
      right.offset = offset;
      right.length += length;
    } else this.free.splice(after, 0, { offset, length });
    if (joinsLeft && joinsRight) this.free.splice(after, 1);
    invariant(this.bytesUsed >= 0, "no more bytes are released than were taken");
  }

  private firstFreeAfter(offset: number): number {
    let low = 0;
    let high = this.free.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.free[middle] as FreeRange).offset < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The next cache line at or after a length or offset. */
export function toCacheLine(byteLength: number): number {
  return Math.ceil(byteLength / ALIGNMENT_BYTES) * ALIGNMENT_BYTES;
}
