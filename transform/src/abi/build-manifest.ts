import type { FunctionDeclaration, Range, Type } from "assemblyscript" with { "resolution-mode": "import" };
import type { LowerableSite } from "../analysis/spawn-site";
import { resultTag } from "../lower/codec-tags";
import { entryExport, type CompiledEntry } from "../lower/thread-table";
import type { Manifest, ManifestThread, ThreadKind } from "../verify/manifest";
import type { AbiDescription } from "./describe-exports";

/** What a manifest is made of. */
export interface ManifestInput {
  readonly kind: "plain" | "opnet";
  readonly name: string;
  readonly abi: Pick<AbiDescription, "functions" | "types">;
  readonly entries: readonly CompiledEntry[];
  /** The names of result types. */
  readonly resultNames: ReadonlyMap<Type, string>;
}

/** What the custom section says about a module. */
export function buildManifest({ kind, name, abi, entries, resultNames }: ManifestInput): Manifest {
  return {
    version: 1,
    kind,
    name,
    functions: abi.functions,
    types: abi.types,
    threads: entries.map((entry, index) => describeThread(entry, index, resultNames)),
  };
}

/** The kind of thread that a site spawns. */
export function threadKind(site: LowerableSite): ThreadKind {
  if (site.name === "thread_spawn_with_reservation") return "reservation";
  return site.name === "thread_spawn_with_memory" ? "memory" : "readonly";
}

function describeThread(
  { tableIndex, result, site }: CompiledEntry,
  index: number,
  names: ReadonlyMap<Type, string>,
): ManifestThread {
  const resultName = names.get(result);
  if (resultName === undefined) throw new Error(`the result type ${result.toString()} has no tag`);
  return {
    entry: tableIndex,
    export: entryExport(index),
    function: enclosingName(site),
    result: resultName,
    tag: resultTag(resultName),
    kind: threadKind(site),
    ...place(site.call.range),
  };
}

function place(range: Range): Pick<ManifestThread, "file" | "line" | "column"> {
  const { source } = range;
  return { file: source.normalizedPath, line: source.lineAt(range.start), column: source.columnAt() };
}

/** The named function around the spawn, such as `Pool#settle`, or the field whose initializer it is in. */
function enclosingName({ enclosing, container }: LowerableSite): string {
  const owner = container.classDeclaration === null ? "" : `${container.classDeclaration.name.text}#`;
  for (const each of enclosing) {
    const name = "declaration" in each ? "" : (each as FunctionDeclaration).name.text;
    if (name !== "") return owner + name;
  }
  return owner;
}
