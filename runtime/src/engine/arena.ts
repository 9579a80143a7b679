import { invariant } from "../errors";

/** Blocks start on cache lines, so that no two jobs share one. */
const ALIGNMENT_BYTES = 64;

/** A range of the arena that is in use, until it is released. */
export interface ArenaBlock {
  readonly offset: number;
  /** Rounded up to whole cache lines. */
  readonly length: number;
  inUse: boolean;
}

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
  private bytesUsed = 0;
  private blocksUsed = 0;

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
    return this.blocksUsed;
  }

  /** A new block, or undefined when no range is large enough. */
  allocate(byteLength: number): ArenaBlock | undefined {
    invariant(byteLength >= 0 && Number.isSafeInteger(byteLength), "a block has a length");
    const length = Math.max(ALIGNMENT_BYTES, toCacheLine(byteLength));
    const index = this.free.findIndex((range) => range.length >= length);
    const range = this.free[index];
    if (range === undefined) return undefined;
    const { offset } = range;
    if (range.length === length) this.free.splice(index, 1);
    else {
      range.offset += length;
      range.length -= length;
    }
    this.blocksUsed++;
    this.bytesUsed += length;
    return { offset, length, inUse: true };
  }

  /** Takes back a block. */
  release(block: ArenaBlock): void {
    invariant(block.inUse, "only a block in use can be released");
    const { offset, length } = block;
    block.inUse = false;
    this.blocksUsed--;
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
    invariant(this.bytesUsed >= 0 && this.blocksUsed >= 0, "no more is released than was taken");
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
