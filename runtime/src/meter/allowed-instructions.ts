import { opcodeOf, opcodes } from "@threaded-contract/transform";

/** Instructions beyond the integer, control, parametric, variable and memory ones that give one result everywhere. */
const harmlessNames = ["memory.copy", "memory.fill", "ref.null", "ref.is_null", "ref.func", "table.get", "table.size"];

function isInteger(code: number): boolean {
  return code <= 0xc4 && opcodes[code] !== undefined && !opcodes[code].isFloat;
}

function createAllowed(): Uint8Array {
  const allowed = new Uint8Array(opcodes.length);
  for (let code = 0; code < opcodes.length; code++) allowed[code] = isInteger(code) ? 1 : 0;
  allowed[opcodeOf("table.set")] = 0;
  for (const name of harmlessNames) allowed[opcodeOf(name)] = 1;
  return allowed;
}

/**
 * One for each opcode that contracts may use, indexed like `opcodes`.
 *
 * What is missing: floats, since V8's tiers and other engines give different bits; everything that changes a table or
 * drops a segment, since a fork copies memory and globals only; and whatever the operator reader does not know.
 */
export const allowedInstructions: Uint8Array = createAllowed();

/** Why an instruction is not allowed, for a message. */
export function describeRefused(code: number): string {
  const info = opcodes[code];
  if (info === undefined) return `opcode ${code}`;
  if (info.isFloat) return `the floating-point instruction '${info.name}'`;
  if (info.name.startsWith("table.")) return `'${info.name}', which changes the function table`;
  return `the instruction '${info.name}'`;
}
