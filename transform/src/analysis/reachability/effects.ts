import type { Range } from "assemblyscript" with { "resolution-mode": "import" };
import { findHostImport, type Capability } from "../../verify/host-imports";
import type { CallGraph, GraphNode, Operation, Step } from "./call-graph";

/** Something that a thread could do and that a rule may refuse. */
export type Effect =
  | { readonly kind: "import"; readonly import: string; readonly capability: Capability | null }
  | { readonly kind: "operation"; readonly operation: Operation };

/** One station on the way from a thread's body to an effect. */
export interface PathStep {
  /** What is called there, as the author would name it. */
  readonly name: string;
  /** Where it is called. */
  readonly range: Range | null;
}

/** An effect that a function can have. */
export interface Reached {
  readonly effect: Effect;
  /** The last place in the author's own files on the way there. */
  readonly range: Range | null;
  /** The way from the start to the effect, the effect's own step last. */
  readonly path: readonly PathStep[];
}

interface Arrival {
  readonly node: GraphNode;
  readonly path: readonly PathStep[];
  readonly authorRange: Range | null;
}

/**
 * Every effect that can be reached from a function, by the shortest way, once for each of the author's lines that leads there.
 *
 * @param start the name of a compiled function
 * @param followIndirect whether calls of function values are followed
 */
export function reachableEffects(graph: CallGraph, start: string, followIndirect = true): Reached[] {
  const found = new Map<string, Reached>();
  const visited = new Set<string>();
  const queue: Arrival[] = [{ node: graph.node(start), path: [], authorRange: null }];
  for (let index = 0; index < queue.length; index++) {
    const arrival = queue[index]!;
    for (const step of arrival.node.steps) {
      for (const reached of effectsOf(graph, arrival, step)) {
        const key = `${JSON.stringify(reached.effect)} ${placeOf(reached.range)}`;
        if (!found.has(key)) found.set(key, reached);
      }
      if (!("calls" in step) || (step.indirect && !followIndirect)) continue;
      for (const next of advance(graph, arrival, step)) {
        // A library function is walked once for each line of the author that leads into it, so that every such line is found.
        const key = next.node.isAuthored ? next.node.info.name : `${next.node.info.name} ${placeOf(next.authorRange)}`;
        if (visited.has(key)) continue;
        visited.add(key);
        queue.push(next);
      }
    }
  }
  return [...found.values()];
}

function advance(graph: CallGraph, arrival: Arrival, step: Step & { readonly calls: readonly string[] }): Arrival[] {
  return step.calls.map((name) => {
    const node = graph.node(name);
    const authorRange = step.authorRange ?? arrival.authorRange;
    return { node, path: [...arrival.path, { name: displayName(name), range: step.range }], authorRange };
  });
}

function effectsOf(graph: CallGraph, arrival: Arrival, step: Step): Reached[] {
  const range = step.authorRange ?? arrival.authorRange;
  if ("operation" in step) {
    const path = [...arrival.path, { name: step.operation, range: step.range }];
    return [{ effect: { kind: "operation", operation: step.operation }, range, path }];
  }
  return step.calls.flatMap((name) => {
    const { info } = graph.node(name);
    if (info.module === "") return [];
    const hostName = `${info.module}.${info.base}`;
    const capability = findHostImport(info.module, info.base)?.capability ?? null;
    const path = [...arrival.path, { name: hostName, range: step.range }];
    return [{ effect: { kind: "import" as const, import: hostName, capability }, range, path }];
  });
}

function placeOf(range: Range | null): string {
  return range === null ? "" : `${range.source.normalizedPath}:${range.start}:${range.end}`;
}

/** A compiled function's name without the path of its file and the compiler's additions: `a/b/Token#_mint@override` is `Token#_mint`. */
export function displayName(name: string): string {
  const types = name.indexOf("<");
  const plain = types < 0 ? name : name.slice(0, types);
  const short = plain.slice(plain.lastIndexOf("/") + 1);
  return short.replace(/@(override|varargs)$/, "").replace(/~anonymous\|\d+/, " (function value)");
}

/** The lines of a report that show the way to an effect, each with the place where it is called. */
export function describePath(reached: Reached): string {
  const steps = reached.path.filter((step, index, all) => !step.name.startsWith("__tc_") && step.name !== all[index - 1]?.name);
  return `Reached: the thread → ${steps.map(({ name, range }) => (range === null ? name : `${name} (${location(range)})`)).join(" → ")}`;
}

function location({ source, start }: Range): string {
  return `${source.normalizedPath}:${source.lineAt(start)}`;
}
