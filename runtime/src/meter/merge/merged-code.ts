import { opcodeOf, type ByteWriter } from "@threaded-contract/transform";
import type { BulkPrice } from "../../gas/schedule";
import type { MeterGlobals } from "../meter-code";
import type { LoopOperand, TripCount } from "./counted-loop";

const Code = {
  unreachable: opcodeOf("unreachable"),
  if: opcodeOf("if"),
  end: opcodeOf("end"),
  call: opcodeOf("call"),
  localGet: opcodeOf("local.get"),
  localSet: opcodeOf("local.set"),
  localTee: opcodeOf("local.tee"),
  globalGet: opcodeOf("global.get"),
  globalSet: opcodeOf("global.set"),
  i32Const: opcodeOf("i32.const"),
  i64Const: opcodeOf("i64.const"),
  i32LtS: opcodeOf("i32.lt_s"),
  i32GtU: opcodeOf("i32.gt_u"),
  i64LtS: opcodeOf("i64.lt_s"),
  i32Add: opcodeOf("i32.add"),
  i32Sub: opcodeOf("i32.sub"),
  i64Add: opcodeOf("i64.add"),
  i64Sub: opcodeOf("i64.sub"),
  i64Mul: opcodeOf("i64.mul"),
  i64DivU: opcodeOf("i64.div_u"),
  i64ShrU: opcodeOf("i64.shr_u"),
  i64Or: opcodeOf("i64.or"),
  i64ExtendU: opcodeOf("i64.extend_i32_u"),
  i64ExtendS: opcodeOf("i64.extend_i32_s"),
} as const;

/** A block without parameters and results. */
const EMPTY_BLOCK = 0x40;

/**
 * Writes the instruction sequences of a merged module.
 *
 * Remaining gas is a signed number there: less than nothing means that the run gives up. Giving up is always the
 * instruction `unreachable`, wherever and whyever; only the unmerged meter says what happened.
 */
export class MergedCode {
  constructor(private readonly globals: MeterGlobals) {}

  getLocal(out: ByteWriter, index: number): void {
    out.byte(Code.localGet);
    out.u32(index);
  }

  setLocal(out: ByteWriter, index: number): void {
    out.byte(Code.localSet);
    out.u32(index);
  }

  teeLocal(out: ByteWriter, index: number): void {
    out.byte(Code.localTee);
    out.u32(index);
  }

  call(out: ByteWriter, index: number): void {
    out.byte(Code.call);
    out.u32(index);
  }

  giveUp(out: ByteWriter): void {
    out.byte(Code.unreachable);
  }

  /** Takes gas, and looks at what remains if asked to. */
  charge(out: ByteWriter, gas: number, gasLocal: number, checked: boolean): void {
    this.getLocal(out, gasLocal);
    this.subtract(out, gas);
    this.keepGas(out, gasLocal, checked);
  }

  /** Takes gas for every round of a loop that is about to begin. */
  chargeRounds(out: ByteWriter, gas: number, rounds: TripCount, gasLocal: number, mapLocal: LocalMap): void {
    const { guard, high, low, extra, step } = rounds;
    if (guard !== null) {
      this.operand(out, guard.left, mapLocal);
      this.operand(out, guard.right, mapLocal);
      out.raw([guard.opcode, Code.if, EMPTY_BLOCK]);
    }
    this.getLocal(out, gasLocal);
    this.operand(out, high, mapLocal);
    this.operand(out, low, mapLocal);
    out.raw([Code.i32Sub, Code.i64ExtendU]);
    if (extra + step > 1) {
      this.long(out, extra + step - 1);
      out.byte(Code.i64Add);
    }
    if (step > 1) {
      this.long(out, step);
      out.byte(Code.i64DivU);
    }
    this.long(out, gas);
    out.raw([Code.i64Mul, Code.i64Sub]);
    this.keepGas(out, gasLocal, true);
    if (guard !== null) out.byte(Code.end);
  }

  /** Gives up if the gas is less than nothing. */
  checkGas(out: ByteWriter, gasLocal: number): void {
    this.getLocal(out, gasLocal);
    this.giveUpBelowZero(out);
  }

  spillGas(out: ByteWriter, gasLocal: number): void {
    this.getLocal(out, gasLocal);
    this.setGlobalGas(out);
  }

  reloadGas(out: ByteWriter, gasLocal: number): void {
    this.getGlobalGas(out);
    this.setLocal(out, gasLocal);
  }

  getGlobalGas(out: ByteWriter): void {
    out.byte(Code.globalGet);
    out.u32(this.globals.gas);
  }

  setGlobalGas(out: ByteWriter): void {
    out.byte(Code.globalSet);
    out.u32(this.globals.gas);
  }

  /** Subtracts a constant from the 64-bit number on top. */
  subtract(out: ByteWriter, amount: number): void {
    if (amount === 0) return;
    this.long(out, amount);
    out.byte(Code.i64Sub);
  }

  /** Gives up if the 64-bit number on top is less than nothing. */
  giveUpBelowZero(out: ByteWriter): void {
    this.long(out, 0);
    out.raw([Code.i64LtS, Code.if, EMPTY_BLOCK, Code.unreachable, Code.end]);
  }

  /** The number on top or the gas is less than nothing: gives up. */
  giveUpIfEither(out: ByteWriter, gasLocal: number): void {
    this.getLocal(out, gasLocal);
    out.byte(Code.i64Or);
    this.giveUpBelowZero(out);
  }

  /** Takes a function's logical stack from the global, and keeps what is left in a local. */
  enterStack(out: ByteWriter, bytes: number, leftLocal: number): void {
    out.byte(Code.globalGet);
    out.u32(this.globals.stack);
    this.int(out, bytes);
    out.byte(Code.i32Sub);
    this.teeLocal(out, leftLocal);
    out.byte(Code.globalSet);
    out.u32(this.globals.stack);
    this.getLocal(out, leftLocal);
    out.byte(Code.i64ExtendS);
  }

  /** Gives back what `enterStack` took. */
  leaveStack(out: ByteWriter, bytes: number, leftLocal: number): void {
    this.getLocal(out, leftLocal);
    this.int(out, bytes);
    out.byte(Code.i32Add);
    out.byte(Code.globalSet);
    out.u32(this.globals.stack);
  }

  /** The logical stack that is left according to the global, as a 64-bit number. */
  getGlobalStack(out: ByteWriter): void {
    out.byte(Code.globalGet);
    out.u32(this.globals.stack);
    out.byte(Code.i64ExtendU);
  }

  /** Charges a bulk instruction by the length on top; what does not depend on the length has been charged. */
  chargeBulk(out: ByteWriter, price: BulkPrice, maximum: number | null, gasLocal: number, lengthLocal: number): void {
    this.setLocal(out, lengthLocal);
    if (maximum !== null) {
      this.getLocal(out, lengthLocal);
      this.int(out, maximum);
      out.raw([Code.i32GtU, Code.if, EMPTY_BLOCK, Code.unreachable, Code.end]);
    }
    this.getLocal(out, gasLocal);
    this.getLocal(out, lengthLocal);
    out.byte(Code.i64ExtendU);
    this.long(out, 2 ** price.unitBytesLog2 - 1);
    out.byte(Code.i64Add);
    this.long(out, price.unitBytesLog2);
    out.byte(Code.i64ShrU);
    this.long(out, price.perUnit);
    out.raw([Code.i64Mul, Code.i64Sub]);
    this.keepGas(out, gasLocal, true);
    this.getLocal(out, lengthLocal);
  }

  /** Gives up if a helper has found something exhausted. */
  checkExhausted(out: ByteWriter): void {
    out.byte(Code.globalGet);
    out.u32(this.globals.exhausted);
    out.raw([Code.if, EMPTY_BLOCK, Code.unreachable, Code.end]);
  }

  private keepGas(out: ByteWriter, gasLocal: number, checked: boolean): void {
    if (!checked) return this.setLocal(out, gasLocal);
    this.teeLocal(out, gasLocal);
    this.giveUpBelowZero(out);
  }

  private operand(out: ByteWriter, { kind, value }: LoopOperand, mapLocal: LocalMap): void {
    if (kind === "local") this.getLocal(out, mapLocal(value));
    else this.int(out, value);
  }

  private int(out: ByteWriter, value: number): void {
    out.byte(Code.i32Const);
    out.s32(value);
  }

  private long(out: ByteWriter, value: number): void {
    out.byte(Code.i64Const);
    // Small numbers are written alike, and without a detour.
    if (Math.abs(value) < 0x4000_0000) out.s32(value);
    else out.s64(BigInt(value));
  }
}

/** The index that a shipped local has in the merged function. */
export type LocalMap = (shipped: number) => number;
