import type { CallGraph } from "./call-graph";
import { callNodes } from "./call-graph";
import { stronglyConnected } from "./strongly-connected";

const WORD_BITS = 32;

/**
 * The imports that each function of a module can reach, worked out for all functions in one pass over the call graph, so
 * that a module with many thread entries costs no more than one with few.
 */
export class ReachableImports {
  private readonly sets: Uint32Array[] = [];
  private readonly componentOf: Int32Array;

  /** @param importCount functions below this index are imports */
  constructor(
    graph: CallGraph,
    private readonly importCount: number,
  ) {
    const nodes = callNodes(graph);
    this.componentOf = new Int32Array(nodes.count);
    // Whatever a component leads to comes before it, so its set is complete already.
    for (const component of stronglyConnected(nodes.count, nodes.successors)) {
      const set = new Uint32Array(Math.ceil(importCount / WORD_BITS));
      const number = this.sets.push(set) - 1;
      for (const node of component) this.componentOf[node] = number;
      for (const node of component) {
        if (node < importCount) set[node >>> 5]! |= 1 << (node & 31);
        for (const next of nodes.successors(node)) this.join(set, this.sets[this.componentOf[next]!]!);
      }
    }
  }

  private join(into: Uint32Array, from: Uint32Array): void {
    if (into === from) return;
    for (let word = 0; word < into.length; word++) into[word]! |= from[word]!;
  }

  /** The indices of the imports that a function can reach, ascending. */
  from(index: number): number[] {
    const set = this.sets[this.componentOf[index]!]!;
    const found: number[] = [];
    for (let node = 0; node < this.importCount; node++) {
      if ((set[node >>> 5]! & (1 << (node & 31))) !== 0) found.push(node);
    }
    return found;
  }
}
