import { createHash } from "node:crypto";
import { formatFunctionType, type Export, type WasmModule } from "../wasm/types";
import type { Manifest, ManifestThread } from "./manifest";

/** The type of a thread's entry: it gets the address of its captured environment. */
export const THREAD_ENTRY_TYPE = "(i32) -> ()";

function firstBytes(text: string): Buffer {
  return createHash("sha256").update(text, "utf8").digest().subarray(0, 4);
}

/** The function at each index of the table after instantiation; later segments overwrite earlier ones. */
function tableContents(module: WasmModule): Map<number, number> {
  const table = new Map<number, number>();
  for (const segment of module.elements) {
    if (segment.mode !== "active" || segment.table !== 0 || segment.position?.kind !== "i32") continue;
    const first = Number(BigInt.asUintN(32, segment.position.value));
    segment.functions.forEach((index, offset) => table.set(first + offset, index));
  }
  return table;
}

function* threadLies(
  module: WasmModule,
  thread: ManifestThread,
  found: Export | undefined,
  table: Map<number, number>,
): Generator<string> {
  if (found?.kind !== "function") {
    yield `the thread entry '${thread.export}' is not an exported function`;
    return;
  }
  const type = formatFunctionType(module.types[module.functions[found.index]!]!);
  if (type !== THREAD_ENTRY_TYPE) yield `the thread entry '${thread.export}' has the type ${type}`;
  if (found.index < module.importedFunctionCount) yield `the thread entry '${thread.export}' is an import`;
  // The host calls the export. The transform leaves entries out of the table, so that no indirect call reaches them.
  if (table.has(thread.entry) && table.get(thread.entry) !== found.index) {
    yield `entry ${thread.entry} of the function table is not '${thread.export}'`;
  }
  // The optimiser drops a table that nothing in the module calls through.
  const limits = module.tables[0]?.limits;
  if (limits !== undefined && thread.entry >= limits.minimum) {
    yield `the function table has no entry ${thread.entry}`;
  }
  const tag = firstBytes(thread.result).readUInt32LE();
  if (thread.tag !== tag) {
    yield `the tag of '${thread.export}' is ${thread.tag}, but that of '${thread.result}' is ${tag}`;
  }
}

function* repeated(what: string, values: readonly (string | number)[]): Generator<string> {
  const seen = new Set<string | number>();
  for (const value of values) {
    if (seen.has(value)) yield `${what} '${value}' is listed twice`;
    seen.add(value);
  }
}

/**
 * Everything that the manifest says and the module does not bear out: every listed thread must be an exported function, no
 * other function may stand at its place in the table, no other export may pose as a thread, and tags and selectors must be
 * those of their names.
 *
 * @returns one statement for each lie, for TC6007
 * @example
 * ```ts
 * for (const lie of findLies(module, readManifest(module))) console.error(lie);
 * ```
 */
export function* findLies(module: WasmModule, manifest: Manifest): Generator<string> {
  const { threads, functions } = manifest;
  const table = tableContents(module);
  const exports = new Map(module.exports.map((entry) => [entry.name, entry]));
  yield* repeated(
    "the thread entry",
    threads.map((thread) => thread.export),
  );
  yield* repeated(
    "the table entry",
    threads.map((thread) => thread.entry),
  );
  yield* repeated(
    "the selector",
    functions.map((entry) => entry.selector),
  );
  for (const thread of threads) yield* threadLies(module, thread, exports.get(thread.export), table);
  const listed = new Set(threads.map((thread) => thread.export));
  for (const { name } of module.exports) {
    if (name.startsWith("thread:") && !listed.has(name)) yield `the export '${name}' is not listed as a thread`;
  }
  if (manifest.kind !== "plain") return;
  for (const { name, selector } of functions) {
    const expected = `0x${firstBytes(name).toString("hex")}`;
    if (selector !== expected) yield `the selector of '${name}' is ${selector} instead of ${expected}`;
  }
}
