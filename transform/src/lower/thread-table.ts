import type { Function as FunctionInstance, Program, Type } from "assemblyscript" with { "resolution-mode": "import" };
import type { LowerableSite } from "../analysis/spawn-site";
import type { EntryOrigins } from "./spawns";
import { RESULT } from "./names";

/** What is used of asc's own `binaryen`. */
export interface TableReader {
  getElementSegmentInfo(segment: number): { readonly offset: number; readonly data: readonly string[] };
  getExpressionInfo(expression: number): { readonly value?: unknown };
}

/** What is used of the module that asc hands to `afterCompile`. */
export interface TableModule {
  getNumElementSegments(): number;
  getElementSegmentByIndex(index: number): number;
  addFunctionExport(internalName: string, externalName: string): unknown;
}

/** A compiled thread entry: one spawn in generic code has as many as it has instances. */
export interface CompiledEntry {
  /** The compiled function's internal name. */
  readonly functionName: string;
  /** Its index in the function table, which is what the spawn hands to the host. */
  readonly tableIndex: number;
  readonly result: Type;
  readonly site: LowerableSite;
}

/** Finds the compiled entries of all spawns, by table index. */
export function findEntries(
  program: Program,
  binaryen: TableReader,
  module: TableModule,
  origins: EntryOrigins,
): CompiledEntry[] {
  const indexes = tableIndexes(binaryen, module);
  const entries: CompiledEntry[] = [];
  for (const element of program.instancesByName.values()) {
    const instance = element as FunctionInstance;
    const body = instance.prototype?.bodyNode;
    const site = body === null || body === undefined ? undefined : origins.get(body);
    const tableIndex = indexes.get(instance.internalName);
    if (site === undefined || tableIndex === undefined) continue;
    const result = instance.contextualTypeArguments?.get(RESULT);
    if (result === undefined) throw new Error(`the thread entry ${instance.internalName} has no result type`);
    entries.push({ functionName: instance.internalName, tableIndex, result, site });
  }
  return entries.sort((one, other) => one.tableIndex - other.tableIndex);
}

/** Exports every entry, so that a host can call it and the optimiser cannot take it for unused. */
export function exportEntries(module: TableModule, entries: readonly CompiledEntry[]): void {
  entries.forEach((entry, index) => module.addFunctionExport(entry.functionName, entryExport(index)));
}

/** The exported name of the entry at a position in the thread table. */
export function entryExport(index: number): string {
  return `thread:${index}`;
}

function tableIndexes(binaryen: TableReader, module: TableModule): Map<string, number> {
  const indexes = new Map<string, number>();
  for (let segment = 0; segment < module.getNumElementSegments(); segment++) {
    const { offset, data } = binaryen.getElementSegmentInfo(module.getElementSegmentByIndex(segment));
    const base = binaryen.getExpressionInfo(offset).value;
    if (typeof base !== "number") continue;
    data.forEach((name, position) => {
      if (!indexes.has(name)) indexes.set(name, base + position);
    });
  }
  return indexes;
}
