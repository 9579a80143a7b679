import { createHash } from "node:crypto";
import { ThreadedContractError } from "@threaded-contract/transform";
import type { Manifest, ManifestThread, WasmModule } from "@threaded-contract/transform";

function lies(reason: string): never {
  throw new ThreadedContractError("TC6007", { reason });
}

function firstBytes(text: string): Buffer {
  return createHash("sha256").update(text, "utf8").digest().subarray(0, 4);
}

/** The function at each index of the table after instantiation; later segments overwrite earlier ones. */
function tableContents(module: WasmModule): Map<number, number> {
  const table = new Map<number, number>();
  for (const segment of module.elements) {
    if (segment.mode !== "active" || segment.position?.kind !== "i32") continue;
    const first = Number(BigInt.asUintN(32, segment.position.value));
    segment.functions.forEach((index, offset) => table.set(first + offset, index));
  }
  return table;
}

function checkThread(thread: ManifestThread, entries: ReadonlyMap<string, number>, table: Map<number, number>): void {
  const index = entries.get(thread.export);
  if (index === undefined) lies(`the thread entry '${thread.export}' is not exported`);
  if (table.get(thread.entry) !== index) {
    lies(`entry ${thread.entry} of the function table is not '${thread.export}'`);
  }
  const tag = firstBytes(thread.result).readUInt32LE();
  if (thread.tag !== tag) lies(`the tag of '${thread.export}' is ${thread.tag}, but that of '${thread.result}' is ${tag}`);
}

function checkUnique(what: string, values: readonly (string | number)[]): void {
  const seen = new Set<string | number>();
  for (const value of values) {
    if (seen.has(value)) lies(`${what} '${value}' is listed twice`);
    seen.add(value);
  }
}

/**
 * Checks that the manifest says the truth about the module: every listed thread is the exported function that stands at
 * the listed place of the table, no other export poses as a thread, and tags and selectors are those of their names.
 *
 * @param entries the functions that the host calls, by export name
 * @throws TC6007
 */
export function checkManifest(module: WasmModule, manifest: Manifest, entries: ReadonlyMap<string, number>): void {
  const table = tableContents(module);
  checkUnique("the thread entry", manifest.threads.map((thread) => thread.export));
  checkUnique("the table entry", manifest.threads.map((thread) => thread.entry));
  checkUnique("the selector", manifest.functions.map((entry) => entry.selector));
  for (const thread of manifest.threads) checkThread(thread, entries, table);
  const listed = new Set(manifest.threads.map((thread) => thread.export));
  for (const name of [...entries.keys()].sort()) {
    if (name.startsWith("thread:") && !listed.has(name)) lies(`the export '${name}' is not listed as a thread`);
  }
  if (manifest.kind !== "plain") return;
  for (const { name, selector } of manifest.functions) {
    const expected = `0x${firstBytes(name).toString("hex")}`;
    if (selector !== expected) lies(`the selector of '${name}' is ${selector} instead of ${expected}`);
  }
}
