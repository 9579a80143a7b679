import type { CallGraph } from "./call-graph";

/** One way from an entry to a function: the functions passed, the entry first. */
export type CallPath = readonly number[];

/** Shortest ways from one function to whatever it can reach. */
export class CallPaths {
  private readonly cameFrom = new Map<number, number>();

  constructor(
    private readonly graph: CallGraph,
    readonly entry: number,
  ) {
    this.cameFrom.set(entry, -1);
    const queue = [entry];
    // A type is expanded once: its functions are the same wherever it is called from.
    const expandedTypes = new Set<string>();
    for (let position = 0; position < queue.length; position++) {
      const from = queue[position]!;
      for (const callee of this.calleesOf(from, expandedTypes)) {
        if (this.cameFrom.has(callee)) continue;
        this.cameFrom.set(callee, from);
        queue.push(callee);
      }
    }
  }

  private *calleesOf(from: number, expandedTypes: Set<string>): Generator<number> {
    yield* this.graph.direct[from] ?? [];
    for (const type of this.graph.indirect[from] ?? []) {
      if (expandedTypes.has(type)) continue;
      expandedTypes.add(type);
      yield* this.graph.tableFunctions.get(type) ?? [];
    }
  }

  /** Whether there is a way to a function. */
  reaches(index: number): boolean {
    return this.cameFrom.has(index);
  }

  /** A shortest way to a reachable function, both ends included. */
  pathTo(index: number): CallPath {
    const path: number[] = [];
    for (let at = index; at !== -1; at = this.cameFrom.get(at) ?? -1) path.push(at);
    return path.reverse();
  }
}
