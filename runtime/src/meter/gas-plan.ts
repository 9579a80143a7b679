import { opcodeOf, opcodes, type WasmModule } from "@threaded-contract/transform";
import { instructionCosts } from "../gas/instruction-costs";
import type { InstructionPrices } from "../gas/schedule";

/** Instructions before which the gas of the block so far is charged, their own included; op-vm's accounting points. */
const accountingNames = [
  ...["loop", "end", "if", "else", "br", "br_if", "br_table", "call", "call_indirect", "return", "unreachable"],
  ...["i32", "i64"].flatMap((type) => ["div_s", "div_u", "rem_s", "rem_u"].map((name) => `${type}.${name}`)),
];

const BR_TABLE = opcodeOf("br_table");
const CALL_INDIRECT = opcodeOf("call_indirect");

/** The prices of one schedule in the form that the meter's inner loop needs. */
export class GasPlan {
  /** By opcode, without what depends on immediates. */
  readonly costs: Float64Array;
  /** One for each opcode before which gas is charged. */
  readonly isAccounting: Uint8Array;
  /** One for each opcode whose price depends on its immediate. */
  readonly isVariable: Uint8Array;

  constructor(
    readonly prices: InstructionPrices,
    private readonly module: WasmModule,
  ) {
    this.costs = instructionCosts(prices);
    this.isAccounting = new Uint8Array(opcodes.length);
    for (const name of accountingNames) this.isAccounting[opcodeOf(name)] = 1;
    this.isVariable = new Uint8Array(opcodes.length);
    this.isVariable[BR_TABLE] = 1;
    this.isVariable[CALL_INDIRECT] = 1;
  }

  /**
   * What the immediate adds to the price.
   *
   * @param index the first immediate
   * @param labelCount the labels of a `br_table` without its default
   */
  extra(opcode: number, index: number, labelCount: number): number {
    if (opcode === BR_TABLE) return this.prices.brTablePerLabel * labelCount;
    const type = this.module.types[index]!;
    return this.prices.callIndirectPerValue * (type.parameters.length + type.results.length);
  }
}

const UNPAYABLE = 0xffff_ffff_ffff_fffen;

/** A price as the 64-bit constant that is compared with the remaining gas; op-vm clamps to the largest number but one. */
export function gasConstant(gas: number): bigint {
  return Number.isFinite(gas) ? BigInt(gas) : UNPAYABLE;
}
