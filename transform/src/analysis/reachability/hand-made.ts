import type { Range } from "assemblyscript" with { "resolution-mode": "import" };
import { isLockName } from "../../verify/lock-names";
import { isSdkPath } from "../thread-functions";
import type { CallGraph } from "./call-graph";

/** A thread import that something else than the SDK declares or calls. */
export interface HandMadeUse {
  readonly import: string;
  readonly range: Range;
}

/** Every declaration of a thread import outside the SDK, and every call of one from outside it. */
export function handMadeThreadImports(graph: CallGraph, functions: Iterable<string>): HandMadeUse[] {
  const found: HandMadeUse[] = [];
  const names = new Map<string, string>();
  for (const { name, module, base } of graph.imports) {
    if (module !== "env" || !base.startsWith("thread_") || isLockName(base)) continue;
    names.set(name, `${module}.${base}`);
    const range = graph.node(name).instance?.declaration.range;
    if (range !== undefined && !isSdkPath(range.source.internalPath)) {
      found.push({ import: `${module}.${base}`, range });
    }
  }
  if (names.size === 0) return found;
  for (const name of functions) {
    for (const step of graph.node(name).steps) {
      if (!("calls" in step) || step.indirect || step.range === null || isSdkPath(step.range.source.internalPath)) {
        continue;
      }
      const imported = names.get(step.calls[0]!);
      const declaration = graph.node(name).instance?.declaration.range.source.internalPath;
      if (imported !== undefined && declaration !== undefined && !isSdkPath(declaration)) {
        found.push({ import: imported, range: step.range });
      }
    }
  }
  return found;
}
