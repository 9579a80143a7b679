import { opcodes } from "@threaded-contract/transform";
import type { InstructionPrices } from "./schedule";

/** The fixed price of each opcode, indexed like `opcodes`; dynamic parts are not in it. */
export function instructionCosts(prices: InstructionPrices): Float64Array {
  const costs = new Float64Array(opcodes.length).fill(prices.base);
  opcodes.forEach((info, code) => {
    const price = info === undefined ? undefined : prices.exceptions[info.name];
    if (price !== undefined) costs[code] = price;
    // Bulk instructions are charged by their length where they stand.
    if (info?.name === "memory.fill" || info?.name === "memory.copy") costs[code] = 0;
  });
  return costs;
}
