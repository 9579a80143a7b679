import type { Range } from "assemblyscript" with { "resolution-mode": "import" };
import { findHostImport, type Capability } from "../../verify/host-imports";
import type { CallGraph, Operation } from "./call-graph";

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

/** A way from somewhere to a function or an effect. */
export interface Way {
  readonly path: readonly PathStep[];
  /** The last place in the author's own files on it. */
  readonly range: Range | null;
}

interface Arrival extends Way {
  readonly name: string;
}

/** An effect and the way to it, its own step last. */
export interface Found extends Way {
  readonly effect: Effect;
}

/** What a function can do and where it can lead. */
interface Outlook {
  readonly effects: readonly Found[];
  /** Functions of the author that it may call. */
  readonly authored: readonly Arrival[];
}

/** Finds what functions of a compiled module can reach. */
export class EffectFinder {
  readonly #graph: CallGraph;
  readonly #followIndirect: boolean;
  /** What library functions lead to does not depend on who calls them. */
  readonly #libraries = new Map<string, Outlook>();

  /** @param followIndirect whether calls of function values are followed */
  constructor(graph: CallGraph, followIndirect = true) {
    this.#graph = graph;
    this.#followIndirect = followIndirect;
  }

  /**
   * Every effect that can be reached from a function, by the shortest way, once for each of the author's lines that leads there.
   *
   * @param start the name of a compiled function
   */
  reachable(start: string): Found[] {
    const found = new Map<string, Found>();
    const visited = new Set<string>([start]);
    const queue: Arrival[] = [{ name: start, path: [], range: null }];
    for (let index = 0; index < queue.length; index++) {
      const arrival = queue[index]!;
      const { effects, authored } = this.#outlook(arrival.name, (name) => this.#library(name));
      for (const each of effects) {
        const continued = follow(arrival, each);
        const key = `${JSON.stringify(each.effect)} ${placeOf(continued.range)}`;
        if (!found.has(key)) found.set(key, { effect: each.effect, ...continued });
      }
      for (const each of authored) {
        if (visited.has(each.name)) continue;
        visited.add(each.name);
        queue.push({ name: each.name, ...follow(arrival, each) });
      }
    }
    return [...found.values()];
  }

  /** Everything a library function leads to through other library functions. */
  #library(start: string): Outlook {
    const known = this.#libraries.get(start);
    if (known !== undefined) return known;
    const effects = new Map<string, Found>();
    const authored = new Map<string, Arrival>();
    const visited = new Set<string>([start]);
    const queue: Arrival[] = [{ name: start, path: [], range: null }];
    for (let index = 0; index < queue.length; index++) {
      const arrival = queue[index]!;
      const onward = (name: string, way: Way): Outlook => {
        if (!visited.has(name)) queue.push({ name, ...follow(arrival, way) });
        visited.add(name);
        return nothing;
      };
      const outlook = this.#outlook(arrival.name, onward);
      for (const each of outlook.effects) {
        const key = `${JSON.stringify(each.effect)} ${placeOf(each.range)}`;
        if (!effects.has(key)) effects.set(key, { effect: each.effect, ...follow(arrival, each) });
      }
      for (const each of outlook.authored) {
        if (!authored.has(each.name)) authored.set(each.name, { name: each.name, ...follow(arrival, each) });
      }
    }
    const outlook: Outlook = { effects: [...effects.values()], authored: [...authored.values()] };
    this.#libraries.set(start, outlook);
    return outlook;
  }

  /** What the steps of one function lead to; `library` tells about the library functions among its callees. */
  #outlook(name: string, library: (name: string, way: Way) => Outlook): Outlook {
    const effects: Found[] = [];
    const authored: Arrival[] = [];
    for (const step of this.#graph.node(name).steps) {
      const { range, authorRange } = step;
      if ("operation" in step) {
        effects.push({
          effect: { kind: "operation", operation: step.operation },
          path: [{ name: step.operation, range }],
          range: authorRange,
        });
        continue;
      }
      if (step.indirect && !this.#followIndirect) continue;
      for (const callee of step.calls) {
        const { info, isAuthored } = this.#graph.node(callee);
        const way: Way = { path: [{ name: displayName(callee), range }], range: authorRange };
        if (info.module !== "") effects.push(importEffect(info.module, info.base, way));
        else if (isAuthored) authored.push({ name: callee, ...way });
        else {
          const outlook = library(callee, way);
          effects.push(...outlook.effects.map((each) => ({ effect: each.effect, ...follow(way, each) })));
          authored.push(...outlook.authored.map((each) => ({ name: each.name, ...follow(way, each) })));
        }
      }
    }
    return { effects, authored };
  }
}

const nothing: Outlook = { effects: [], authored: [] };

/** One way after the other. */
function follow(first: Way, second: Way): Way {
  return { path: [...first.path, ...second.path], range: second.range ?? first.range };
}

function importEffect(module: string, base: string, { path, range }: Way): Found {
  const name = `${module}.${base}`;
  const capability = findHostImport(module, base)?.capability ?? null;
  return { effect: { kind: "import", import: name, capability }, path: [{ name, range: path[0]!.range }], range };
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
export function describePath(reached: Way): string {
  const steps = reached.path.filter(
    (step, index, all) => !step.name.startsWith("__tc_") && step.name !== all[index - 1]?.name,
  );
  return `Reached: the thread → ${steps.map(({ name, range }) => (range === null ? name : `${name} (${location(range)})`)).join(" → ")}`;
}

function location({ source, start }: Range): string {
  return `${source.normalizedPath}:${source.lineAt(start)}`;
}
