/** Collects pairs of offsets: where something that can trap is in the metered module, and where it was in the shipped one. */
export class TrapMapBuilder {
  private pairs = new Uint32Array(1_024);
  private used = 0;

  get length(): number {
    return this.used;
  }

  /** Adds a pair; metered offsets must not fall. */
  add(metered: number, shipped: number): void {
    if (this.used + 2 > this.pairs.length) {
      const grown = new Uint32Array(this.pairs.length * 2);
      grown.set(this.pairs);
      this.pairs = grown;
    }
    this.pairs[this.used++] = metered;
    this.pairs[this.used++] = shipped;
  }

  /** Moves the metered offsets of all pairs from position `from` on. */
  shift(from: number, distance: number): void {
    for (let position = from; position < this.used; position += 2) this.pairs[position]! += distance;
  }

  finish(): Uint32Array {
    return this.pairs.slice(0, this.used);
  }
}

/**
 * The shipped offset of what trapped at an offset of the metered module, or undefined if nothing there can trap.
 *
 * @param map pairs (metered, shipped), ascending by the first
 */
export function findShippedOffset(map: Uint32Array, metered: number): number | undefined {
  let low = 0;
  let high = map.length / 2;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (map[middle * 2]! <= metered) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? undefined : map[low * 2 - 1];
}
