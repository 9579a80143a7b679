import { ByteReader } from "./byte-reader";
import type { WasmModule } from "./types";

/**
 * Names of functions for messages: from the name section where there is one, from imports and exports otherwise.
 *
 * Names come from whoever built the module, so they are for reading only and never decide anything.
 *
 * @example
 * ```ts
 * functionNames(module).get(0); // such as "index/countPrimes"
 * ```
 */
export function functionNames(module: WasmModule): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  let index = 0;
  for (const found of module.imports) {
    if (found.kind === "function") names.set(index++, `${found.module}.${found.name}`);
  }
  for (const entry of module.exports) {
    if (entry.kind === "function" && !names.has(entry.index)) names.set(entry.index, entry.name);
  }
  const section = module.customSections.find((found) => found.name === "name");
  if (section !== undefined) readNameSection(section.content, names, module.importedFunctionCount);
  return names;
}

function readNameSection(content: Uint8Array, names: Map<number, string>, imported: number): void {
  try {
    const reader = new ByteReader(content);
    while (reader.remaining > 0) {
      const kind = reader.byte();
      const part = reader.slice(reader.u32());
      if (kind !== 1) continue;
      for (let rest = part.count(2); rest > 0; rest--) {
        const index = part.u32();
        const name = part.name();
        if (index >= imported) names.set(index, name);
      }
    }
  } catch {
    // A damaged name section only costs the names.
  }
}
