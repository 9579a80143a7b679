import { opcodeOf, type ByteWriter } from "@threaded-contract/transform";
import type { BulkPrice } from "../gas/schedule";
import { gasConstant } from "./gas-plan";
import { Exhausted } from "./meter-exports";

const Code = {
  unreachable: opcodeOf("unreachable"),
  if: opcodeOf("if"),
  end: opcodeOf("end"),
  return: opcodeOf("return"),
  localGet: opcodeOf("local.get"),
  localSet: opcodeOf("local.set"),
  localTee: opcodeOf("local.tee"),
  globalGet: opcodeOf("global.get"),
  globalSet: opcodeOf("global.set"),
  memorySize: opcodeOf("memory.size"),
  memoryGrow: opcodeOf("memory.grow"),
  i32Const: opcodeOf("i32.const"),
  i64Const: opcodeOf("i64.const"),
  i32Eq: opcodeOf("i32.eq"),
  i32LtU: opcodeOf("i32.lt_u"),
  i32GtU: opcodeOf("i32.gt_u"),
  i64LtU: opcodeOf("i64.lt_u"),
  i64GtU: opcodeOf("i64.gt_u"),
  i32Add: opcodeOf("i32.add"),
  i32Sub: opcodeOf("i32.sub"),
  i64Add: opcodeOf("i64.add"),
  i64Sub: opcodeOf("i64.sub"),
  i64Mul: opcodeOf("i64.mul"),
  i64ShrU: opcodeOf("i64.shr_u"),
  i64ExtendU: opcodeOf("i64.extend_i32_u"),
} as const;

/** A block without parameters and results. */
const EMPTY_BLOCK = 0x40;

/** Indices of the globals that the meter adds. */
export interface MeterGlobals {
  readonly gas: number;
  readonly exhausted: number;
  readonly stack: number;
  readonly pages: number;
  readonly refused: number;
}

/** Writes the instruction sequences that the meter adds to a module. */
export class MeterCode {
  constructor(private readonly globals: MeterGlobals) {}

  /**
   * Takes `gas` from what remains, or traps as out of gas.
   *
   * What remains is read from a local and written to the global as well: reading it back from memory block after block
   * is what makes meters slow, and with the write any trap leaves the exact figure behind.
   */
  charge(out: ByteWriter, gas: number, gasLocal: number): void {
    const amount = gasConstant(gas);
    this.getLocal(out, gasLocal);
    this.long(out, amount);
    out.byte(Code.i64LtU);
    this.exhaust(out, Exhausted.gas);
    this.getLocal(out, gasLocal);
    this.long(out, amount);
    out.byte(Code.i64Sub);
    out.byte(Code.localTee);
    out.u32(gasLocal);
    this.set(out, this.globals.gas);
  }

  /** Reads what remains into the local: on entry, and after anything that may have charged. */
  reload(out: ByteWriter, gasLocal: number): void {
    this.get(out, this.globals.gas);
    out.byte(Code.localSet);
    out.u32(gasLocal);
  }

  /** Takes `bytes` of the logical stack, or traps as stack exhausted. */
  enter(out: ByteWriter, bytes: number): void {
    this.get(out, this.globals.stack);
    this.int(out, bytes);
    out.byte(Code.i32LtU);
    this.exhaust(out, Exhausted.stack);
    this.get(out, this.globals.stack);
    this.int(out, bytes);
    out.byte(Code.i32Sub);
    this.set(out, this.globals.stack);
  }

  /** Gives back what `enter` took. */
  leave(out: ByteWriter, bytes: number): void {
    this.get(out, this.globals.stack);
    this.int(out, bytes);
    out.byte(Code.i32Add);
    this.set(out, this.globals.stack);
  }

  /** Calls a helper on the number on top of the operand stack, and traps if it says so. */
  callHelper(out: ByteWriter, helper: number): void {
    out.byte(opcodeOf("call"));
    out.u32(helper);
    this.get(out, this.globals.exhausted);
    out.raw([Code.if, EMPTY_BLOCK, Code.unreachable, Code.end]);
  }

  /**
   * The helper `(length i32) -> length`, which charges a bulk instruction by its length. It never traps itself: its
   * caller does, so that the place of the trap is the instruction's.
   */
  bulkHelper(out: ByteWriter, price: BulkPrice, bytesMaximum: number | null): void {
    out.u32(1); // one local
    out.raw([1, 0x7e]);
    const fail = (reason: Exhausted) => {
      out.raw([Code.if, EMPTY_BLOCK]);
      this.int(out, reason);
      this.set(out, this.globals.exhausted);
      out.raw([Code.localGet, 0, Code.return, Code.end]);
    };
    if (bytesMaximum !== null) {
      out.raw([Code.localGet, 0]);
      this.int(out, bytesMaximum);
      out.byte(Code.i32GtU);
      fail(Exhausted.bulkLength);
    }
    out.raw([Code.localGet, 0, Code.i64ExtendU]);
    this.long(out, (1n << BigInt(price.unitBytesLog2)) - 1n);
    out.byte(Code.i64Add);
    this.long(out, BigInt(price.unitBytesLog2));
    out.byte(Code.i64ShrU);
    this.long(out, BigInt(price.perUnit));
    out.byte(Code.i64Mul);
    this.long(out, BigInt(price.base));
    out.raw([Code.i64Add, Code.localTee, 1]);
    this.get(out, this.globals.gas);
    out.byte(Code.i64GtU);
    fail(Exhausted.gas);
    this.get(out, this.globals.gas);
    out.raw([Code.localGet, 1, Code.i64Sub]);
    this.set(out, this.globals.gas);
    out.raw([Code.localGet, 0, Code.end]);
  }

  /**
   * The helper `(delta i32) -> i32` in place of `memory.grow`: -1 past the page limit, whatever the machine could do.
   * If the machine cannot grow inside the limit it traps with `Exhausted.machine`, which is no result of the contract.
   */
  growHelper(out: ByteWriter, gasPerPage: number): void {
    out.byte(0); // no locals
    // size + delta > limit, in 64 bits
    out.raw([Code.memorySize, 0, Code.i64ExtendU, Code.localGet, 0, Code.i64ExtendU, Code.i64Add]);
    this.get(out, this.globals.pages);
    out.raw([Code.i64ExtendU, Code.i64GtU, Code.if, EMPTY_BLOCK]);
    this.int(out, 1);
    this.set(out, this.globals.refused);
    this.int(out, -1);
    out.raw([Code.return, Code.end]);
    if (gasPerPage > 0) this.chargePages(out, gasPerPage);
    out.raw([Code.localGet, 0, Code.memoryGrow, 0, Code.localTee, 0]);
    this.int(out, -1);
    out.byte(Code.i32Eq);
    this.exhaust(out, Exhausted.machine);
    out.raw([Code.localGet, 0, Code.end]);
  }

  /**
   * `amount → 1`: takes gas for a host function. With less than that it takes nothing and returns 0.
   *
   * The host could read and write the global instead, but an engine makes a 64-bit integer an object each time.
   */
  chargeHelper(out: ByteWriter): void {
    out.byte(0); // no locals
    this.get(out, this.globals.gas);
    out.raw([Code.localGet, 0, Code.i64LtU, Code.if, EMPTY_BLOCK]);
    this.int(out, 0);
    out.raw([Code.return, Code.end]);
    this.get(out, this.globals.gas);
    out.raw([Code.localGet, 0, Code.i64Sub]);
    this.set(out, this.globals.gas);
    this.int(out, 1);
    out.byte(Code.end);
  }

  /** `amount →`: gives gas back, for the same reason. */
  refundHelper(out: ByteWriter): void {
    out.byte(0); // no locals
    this.get(out, this.globals.gas);
    out.raw([Code.localGet, 0, Code.i64Add]);
    this.set(out, this.globals.gas);
    out.byte(Code.end);
  }

  /** `gas stack pages →`: sets all meters at once, for the same reason. */
  beginHelper(out: ByteWriter): void {
    const { gas, stack, pages, exhausted, refused } = this.globals;
    out.byte(0); // no locals
    for (const [parameter, global] of [gas, stack, pages].entries()) {
      this.getLocal(out, parameter);
      this.set(out, global);
    }
    for (const global of [exhausted, refused]) {
      this.int(out, Exhausted.none);
      this.set(out, global);
    }
    out.byte(Code.end);
  }

  private chargePages(out: ByteWriter, gasPerPage: number): void {
    const cost = () => {
      out.raw([Code.localGet, 0, Code.i64ExtendU]);
      this.long(out, BigInt(gasPerPage));
      out.byte(Code.i64Mul);
    };
    this.get(out, this.globals.gas);
    cost();
    out.byte(Code.i64LtU);
    out.raw([Code.if, EMPTY_BLOCK]);
    this.int(out, Exhausted.gas);
    this.set(out, this.globals.exhausted);
    this.int(out, -1);
    out.raw([Code.return, Code.end]);
    this.get(out, this.globals.gas);
    cost();
    out.byte(Code.i64Sub);
    this.set(out, this.globals.gas);
  }

  private exhaust(out: ByteWriter, reason: Exhausted): void {
    out.raw([Code.if, EMPTY_BLOCK]);
    this.int(out, reason);
    this.set(out, this.globals.exhausted);
    out.raw([Code.unreachable, Code.end]);
  }

  private getLocal(out: ByteWriter, index: number): void {
    out.byte(Code.localGet);
    out.u32(index);
  }

  private get(out: ByteWriter, index: number): void {
    out.byte(Code.globalGet);
    out.u32(index);
  }

  private set(out: ByteWriter, index: number): void {
    out.byte(Code.globalSet);
    out.u32(index);
  }

  private int(out: ByteWriter, value: number): void {
    out.byte(Code.i32Const);
    out.s32(value);
  }

  private long(out: ByteWriter, value: bigint): void {
    out.byte(Code.i64Const);
    out.s64(value);
  }
}
