import { formatFunctionType, ThreadedContractError } from "@threaded-contract/transform";
import type { Manifest, WasmModule } from "@threaded-contract/transform";
import { MeterExport } from "./meter-exports";

/** The exports that the host calls, with their types. */
const hostCalled: Readonly<Record<string, string>> = {
  execute: "(i32) -> i32",
  onDeploy: "(i32) -> i32",
  onUpdate: "(i32) -> i32",
  start: "() -> ()",
};

/** The type of a thread's entry: it gets the address of its captured environment. */
export const THREAD_ENTRY_TYPE = "(i32) -> ()";

function lies(reason: string): never {
  throw new ThreadedContractError("TC6007", { reason });
}

/** Finds the functions that the host can call, by the name under which it does. */
function findEntries(module: WasmModule): Map<string, number> {
  const entries = new Map<string, number>();
  for (const entry of module.exports) {
    if (entry.name.startsWith("tc:")) lies(`the export '${entry.name}' uses a name that is reserved for the meter`);
    const expected = entry.name.startsWith("thread:") ? THREAD_ENTRY_TYPE : hostCalled[entry.name];
    if (expected === undefined || !Object.hasOwn(hostCalled, entry.name) && !entry.name.startsWith("thread:")) continue;
    if (entry.kind !== "function") lies(`the export '${entry.name}' is not a function`);
    const type = formatFunctionType(module.types[module.functions[entry.index]!]!);
    if (type !== expected) lies(`the export '${entry.name}' has the type ${type} instead of ${expected}`);
    if (entries.has(entry.name)) lies(`the export '${entry.name}' is there twice`);
    if (entry.index < module.importedFunctionCount) lies(`the export '${entry.name}' is an import`);
    entries.set(entry.name, entry.index);
  }
  return entries;
}

/**
 * Finds and checks the functions that the host calls: `execute` and its like, thread entries, and the start function,
 * which the meter exports as `tc:start`.
 *
 * @throws TC6002 for a module that is no contract of ours; TC6007 for exports of another type than the host calls
 */
export function checkExports(module: WasmModule, manifest: Manifest): ReadonlyMap<string, number> {
  const entries = findEntries(module);
  if (!entries.has("execute")) {
    if (manifest.kind !== "none") lies("the module does not export 'execute'");
    throw new ThreadedContractError("TC6002", { reason: "there is no such section, and no export 'execute' either" });
  }
  if (module.start !== null) {
    if (entries.has("start")) lies("the module has a start section and an export 'start'");
    const type = formatFunctionType(module.types[module.functions[module.start]!]!);
    if (type !== hostCalled["start"]) lies(`the start function has the type ${type}`);
    if (module.start < module.importedFunctionCount) lies("the start function is an import");
    entries.set(MeterExport.start, module.start);
  }
  return entries;
}
