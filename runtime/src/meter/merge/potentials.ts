/**
 * Numbers of which only differences are known: a union–find structure whose links carry differences.
 *
 * A node's number is how much gas has been taken in advance at that place of a function.
 */
export class Potentials {
  private parents = new Int32Array(64);
  /** A node's number minus its parent's. */
  private offsets = new Float64Array(64);
  private used = 0;

  /** Forgets all nodes. */
  clear(): void {
    this.used = 0;
  }

  /** A new node of which nothing is known. */
  add(): number {
    if (this.used === this.parents.length) this.grow();
    const node = this.used++;
    this.parents[node] = node;
    this.offsets[node] = 0;
    return node;
  }

  /**
   * Learns that `node`'s number is `other`'s plus `difference`.
   *
   * @returns false, with nothing learned, if their difference was known already
   */
  tie(node: number, other: number, difference: number): boolean {
    const root = this.find(node);
    const otherRoot = this.find(other);
    if (root === otherRoot) return false;
    this.parents[root] = otherRoot;
    this.offsets[root] = this.offset(other, otherRoot) + difference - this.offset(node, root);
    return true;
  }

  /** `node`'s number minus `other`'s, or NaN if it is not known. */
  difference(node: number, other: number): number {
    const root = this.find(node);
    if (root !== this.find(other)) return NaN;
    return this.offset(node, root) - this.offset(other, root);
  }

  private offset(node: number, root: number): number {
    // `find` has made every node a child of its root.
    return node === root ? 0 : this.offsets[node]!;
  }

  private find(node: number): number {
    const { parents, offsets } = this;
    let root = node;
    let total = 0;
    while (parents[root] !== root) {
      total += offsets[root]!;
      root = parents[root]!;
    }
    for (let at = node; at !== root;) {
      const next = parents[at]!;
      const own = offsets[at]!;
      parents[at] = root;
      offsets[at] = total;
      total -= own;
      at = next;
    }
    return root;
  }

  private grow(): void {
    const parents = new Int32Array(this.parents.length * 2);
    const offsets = new Float64Array(this.offsets.length * 2);
    parents.set(this.parents);
    offsets.set(this.offsets);
    this.parents = parents;
    this.offsets = offsets;
  }
}
