import { formatFunctionType, ThreadedContractError, THREAD_ENTRY_TYPE } from "@threaded-contract/transform";
import type { Manifest, WasmModule } from "@threaded-contract/transform";
import { MeterExport } from "./meter-exports";

/** The exports that the host calls, with their types. */
const hostCalled: Readonly<Record<string, string>> = {
  execute: "(i32) -> i32",
  onDeploy: "(i32) -> i32",
  onUpdate: "(i32) -> i32",
  start: "() -> ()",
};

function lies(reason: string): never {
  throw new ThreadedContractError("TC6007", { reason });
}

function expectedType(name: string): string | undefined {
  if (/^thread:(0|[1-9][0-9]*)$/.test(name)) return THREAD_ENTRY_TYPE;
  return Object.hasOwn(hostCalled, name) ? hostCalled[name] : undefined;
}

/** A function that the host calls, and the name under which it does. */
export interface HostEntry {
  readonly name: string;
  readonly index: number;
}

function findEntries(module: WasmModule): Map<string, number> {
  const entries = new Map<string, number>();
  for (const entry of module.exports) {
    if (entry.name.startsWith("tc:")) lies(`the export '${entry.name}' uses a name that is reserved for the meter`);
    const expected = expectedType(entry.name);
    if (expected === undefined) continue;
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
 * @returns them sorted by name
 * @throws TC6002 for a module that is no contract of ours; TC6007 for exports of another type than the host calls
 */
export function checkExports(module: WasmModule, manifest: Manifest): readonly HostEntry[] {
  const entries = findEntries(module);
  if (!entries.has("execute")) {
    if (manifest.kind !== "none") lies("the module does not export 'execute'");
    throw new ThreadedContractError("TC6002", {
      reason:
        "there is no such section, and no export 'execute' either; it was compiled without the transform, or from files of which none imports `@threaded-contract/sdk`",
    });
  }
  if (module.start !== null) {
    if (entries.has("start")) lies("the module has a start section and an export 'start'");
    const type = formatFunctionType(module.types[module.functions[module.start]!]!);
    if (type !== hostCalled["start"]) lies(`the start function has the type ${type}`);
    if (module.start < module.importedFunctionCount) lies("the start function is an import");
    entries.set(MeterExport.start, module.start);
  }
  const list = [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  return list.map(([name, index]) => ({ name, index }));
}
