import { OperatorReader } from "../wasm/operator-reader";
import { opcodes } from "../wasm/opcodes";
import type { WasmModule } from "../wasm/types";

/** The functions with floating-point instructions, by index, ascending: their results may differ between machines. */
export function floatingPointFunctions(module: WasmModule): number[] {
  return module.bodies.flatMap((body, position) => {
    const operators = new OperatorReader(module.bytes, body.codeStart, body.end);
    while (operators.next()) {
      if (opcodes[operators.opcode]?.isFloat === true) return [module.importedFunctionCount + position];
    }
    return [];
  });
}
