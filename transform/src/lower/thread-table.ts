import type { Function as FunctionInstance, Program, Type } from "assemblyscript" with { "resolution-mode": "import" };
import type { LowerableSite } from "../analysis/spawn-site";
import type { EntryOrigins } from "./spawns";
import { RESULT } from "./names";

interface ElementSegment {
  readonly name: string;
  readonly table: string;
  readonly offset: number;
  readonly data: readonly string[];
}

/** What is used of asc's own `binaryen`. */
export interface TableReader {
  getElementSegmentInfo(segment: number): ElementSegment;
  getExpressionInfo(expression: number): { readonly value?: unknown };
}

/** What is used of the module that asc hands to `afterCompile`. */
export interface TableModule {
  getNumElementSegments(): number;
  getElementSegmentByIndex(index: number): number;
  addFunctionExport(internalName: string, externalName: string): unknown;
  addActiveElementSegment(table: string, name: string, functions: readonly string[], offset: number): unknown;
  removeElementSegment(name: string): void;
  readonly i32: { const(value: number): number };
}

/** A compiled thread entry: one spawn in generic code has as many as it has instances. */
export interface CompiledEntry {
  /** The compiled function's internal name. */
  readonly functionName: string;
  /** The index that the compiler gave it in the function table, which is what the spawn hands to the host. */
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

/**
 * Takes the entries out of the function table, where the compiler has put them like every function value.
 *
 * The host calls the exports. In the table they would be in reach of every indirect call of their type, and a thread that calls
 * a function value could not be told from one that enters another thread, with that thread's rights.
 */
export function hideEntries(module: TableModule, binaryen: TableReader, entries: readonly CompiledEntry[]): void {
  const hidden = new Set(entries.map(({ functionName }) => functionName));
  if (hidden.size === 0) return;
  for (const segment of segmentsOf(binaryen, module)) {
    const { name, table, base, data } = segment;
    if (!data.some((each) => hidden.has(each))) continue;
    module.removeElementSegment(name);
    for (const [position, functions] of runsWithout(data, hidden)) {
      module.addActiveElementSegment(table, `${name}:${position}`, functions, module.i32.const(base + position));
    }
  }
}

/** The parts of a list between the names that are left out, each with its place. */
function runsWithout(names: readonly string[], omitted: ReadonlySet<string>): Map<number, string[]> {
  const runs = new Map<number, string[]>();
  let run: string[] | null = null;
  names.forEach((name, position) => {
    if (omitted.has(name)) run = null;
    else if (run === null) runs.set(position, (run = [name]));
    else run.push(name);
  });
  return runs;
}

/** The exported name of the entry at a position in the thread table. */
export function entryExport(index: number): string {
  return `thread:${index}`;
}

function tableIndexes(binaryen: TableReader, module: TableModule): Map<string, number> {
  const indexes = new Map<string, number>();
  for (const { base, data } of segmentsOf(binaryen, module)) {
    data.forEach((name, position) => {
      if (!indexes.has(name)) indexes.set(name, base + position);
    });
  }
  return indexes;
}

function segmentsOf(binaryen: TableReader, module: TableModule): (ElementSegment & { readonly base: number })[] {
  const count = module.getNumElementSegments();
  const segments = Array.from({ length: count }, (_, index) => module.getElementSegmentByIndex(index));
  return segments.flatMap((reference) => {
    const { name, table, offset, data } = binaryen.getElementSegmentInfo(reference);
    const base = binaryen.getExpressionInfo(offset).value;
    return typeof base === "number" ? [{ name, table, offset, data, base }] : [];
  });
}
