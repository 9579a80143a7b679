import { ThreadedContractError, valueTypeName, ValueType } from "@threaded-contract/transform";
import type { WasmModule } from "@threaded-contract/transform";
import {
  BLOCK_VALUES_MAXIMUM,
  FUNCTION_PARAMETERS_MAXIMUM,
  MEMORY_PAGES_MAXIMUM,
  MODULE_EXPORTS_MAXIMUM,
  MODULE_FUNCTIONS_MAXIMUM,
  MODULE_GLOBALS_MAXIMUM,
  MODULE_IMPORTS_MAXIMUM,
  MODULE_SEGMENTS_MAXIMUM,
  MODULE_TYPES_MAXIMUM,
  PAGE_BYTES,
  TABLE_ENTRIES_MAXIMUM,
} from "../limits";
import { checkCount, invalid } from "./refuse";

const integerTypes: readonly number[] = [ValueType.i32, ValueType.i64];
const valueTypes: readonly number[] = [...integerTypes, ValueType.funcref];

function notAllowed(what: string): never {
  throw new ThreadedContractError("TC6004", { what });
}

function checkType(type: number, place: string, allowed = valueTypes): void {
  if (!allowed.includes(type)) notAllowed(`the type ${valueTypeName(type)} (${place})`);
}

function checkTypes(module: WasmModule): void {
  checkCount("function types", module.types.length, MODULE_TYPES_MAXIMUM);
  module.types.forEach((type, index) => {
    for (const value of [...type.parameters, ...type.results]) checkType(value, `in function type ${index}`);
    checkCount(`parameters of function type ${index}`, type.parameters.length, FUNCTION_PARAMETERS_MAXIMUM);
    checkCount(`results of function type ${index}`, type.results.length, BLOCK_VALUES_MAXIMUM);
  });
  for (const body of module.bodies) {
    for (const group of body.locals) checkType(group.type, `local of function ${body.index}`);
  }
}

function checkMemory(module: WasmModule): void {
  const refuse = (reason: string): never => {
    throw new ThreadedContractError("TC6006", { reason });
  };
  const [memory] = module.memories;
  if (memory === undefined) return refuse("there is none");
  if (module.memories.length > 1) refuse("there are several");
  if (module.imports.some((found) => found.kind === "memory")) refuse("it is imported; compile without --importMemory");
  if (memory.shared) refuse("it is shared");
  if (memory.is64) refuse("it is 64-bit");
  const asked = memory.minimum;
  if (asked > MEMORY_PAGES_MAXIMUM) refuse(`it starts with ${asked} pages, and the limit is ${MEMORY_PAGES_MAXIMUM}`);
  if (!module.exports.some((entry) => entry.kind === "memory" && entry.name === "memory")) {
    refuse("it is not exported as 'memory'");
  }
  for (const segment of module.data) {
    if (segment.mode === "passive") notAllowed("passive data segments");
    const position = segment.position?.kind === "i32" ? Number(BigInt.asUintN(32, segment.position.value)) : -1;
    if (position < 0) notAllowed(`a data segment at a computed place (byte ${segment.start})`);
    const end = position + segment.end - segment.start;
    if (end > asked * PAGE_BYTES) refuse(`a data segment ends at ${end}, beyond the initial ${asked} pages`);
  }
}

function checkTables(module: WasmModule): void {
  checkCount("function tables", module.tables.length, 1);
  if (module.imports.some((found) => found.kind === "table")) notAllowed("an imported table");
  for (const { element, limits } of module.tables) {
    checkType(element, "of a table", [ValueType.funcref]);
    if (limits.shared || limits.is64) notAllowed("a shared or 64-bit table");
    checkCount("entries of the function table", limits.minimum, TABLE_ENTRIES_MAXIMUM);
  }
  for (const segment of module.elements) {
    if (segment.functions.includes(-2)) notAllowed(`a computed table entry at byte ${segment.offset}`);
    checkCount(
      `entries of the element segment at byte ${segment.offset}`,
      segment.functions.length,
      TABLE_ENTRIES_MAXIMUM,
    );
    if (segment.mode !== "active") continue;
    const position = segment.position?.kind === "i32" ? Number(BigInt.asUintN(32, segment.position.value)) : -1;
    if (position < 0) notAllowed(`an element segment at a computed place (byte ${segment.offset})`);
    const size = module.tables[segment.table]?.limits.minimum ?? 0;
    if (position + segment.functions.length > size) invalid("an element segment leaves the table", segment.offset);
  }
}

function checkGlobals(module: WasmModule): void {
  checkCount("globals", module.globals.length, MODULE_GLOBALS_MAXIMUM);
  if (module.imports.some((found) => found.kind === "global")) notAllowed("an imported global");
  module.globals.forEach((global, index) => {
    checkType(global.type, `of global ${index}`, global.mutable ? integerTypes : valueTypes);
    if (global.initial.kind === "other") notAllowed(`a computed initial value of global ${index}`);
  });
}

/**
 * Checks everything about a module but its code: types, memory, tables, globals and segments.
 *
 * What is allowed can be rebuilt from memory bytes and mutable integers alone, which is what a fork copies, and starts
 * alike on every engine.
 *
 * @throws TC6004, TC6005 or TC6006
 */
export function checkStructure(module: WasmModule): void {
  checkCount("functions", module.functions.length, MODULE_FUNCTIONS_MAXIMUM);
  checkCount("imports", module.imports.length, MODULE_IMPORTS_MAXIMUM);
  checkCount("exports", module.exports.length, MODULE_EXPORTS_MAXIMUM);
  checkCount("element segments", module.elements.length, MODULE_SEGMENTS_MAXIMUM);
  checkCount("data segments", module.data.length, MODULE_SEGMENTS_MAXIMUM);
  checkTypes(module);
  checkTables(module);
  checkGlobals(module);
  checkMemory(module);
}
