import {
  OperatorReader,
  opcodeOf,
  opcodes,
  ValueType,
  type ByteWriter,
  type FunctionBody,
} from "@threaded-contract/transform";
import type { GasPlan } from "./gas-plan";
import type { MeterCode } from "./meter-code";
import type { TrapMapBuilder } from "./trap-map";

const END = opcodeOf("end");
const BLOCK = opcodeOf("block");
const LOOP = opcodeOf("loop");
const IF = opcodeOf("if");
const BR = opcodeOf("br");
const RETURN = opcodeOf("return");
const CALL = opcodeOf("call");
const CALL_INDIRECT = opcodeOf("call_indirect");
const GROW = opcodeOf("memory.grow");
const FILL = opcodeOf("memory.fill");
const COPY = opcodeOf("memory.copy");

const canTrap = Uint8Array.from({ length: opcodes.length }, (_, code) => (opcodes[code]?.trap ? 1 : 0));

/** Function indices of the helpers that a metered module calls. */
export interface HelperIndices {
  readonly grow: number;
  readonly fill: number;
  readonly copy: number;
}

function helperOf(opcode: number, helpers: HelperIndices): number {
  if (opcode === GROW) return helpers.grow;
  return opcode === FILL ? helpers.fill : helpers.copy;
}

/** Writes the local declarations with one more local, for the gas, and returns its index. */
function declareLocals(body: FunctionBody, out: ByteWriter): number {
  out.u32(body.locals.length + 1);
  for (const { count, type } of [...body.locals, { count: 1, type: ValueType.i64 }]) {
    out.u32(count);
    out.byte(type);
  }
  return body.type.parameters.length + body.localCount;
}

/** What is the same for all functions of a module. */
export interface FunctionMeterContext {
  readonly bytes: Uint8Array;
  readonly gas: GasPlan;
  readonly code: MeterCode;
  readonly helpers: HelperIndices;
  /** The block type of a block that yields a function's results. */
  readonly resultBlockType: (body: FunctionBody) => number;
}

/**
 * Writes one function body with gas charges and, where asked for, stack charges. All shipped instructions stay in
 * their order.
 *
 * Gas is charged exactly where op-vm 1.0.0 charges it: the cost of a run of instructions is taken before the
 * instruction that ends the run, that one included (see `GasPlan.isAccounting`). So after a trap the gas used is
 * op-vm's figure too. This is the reference that any meter which merges charges is compared with.
 *
 * @param out receives the body without its size
 * @param trapMap receives offsets relative to the start of `out`
 * @param stackCharge bytes to charge on entry; 0 for none
 */
export function meterFunction(
  context: FunctionMeterContext,
  body: FunctionBody,
  stackCharge: number,
  out: ByteWriter,
  trapMap: TrapMapBuilder,
): void {
  const { bytes, gas, code } = context;
  const gasLocal = declareLocals(body, out);
  if (stackCharge > 0) {
    trapMap.add(out.length, body.codeStart);
    code.enter(out, stackCharge);
    // The body becomes a block, so that every way out of it but `return` leads to the code after it.
    out.byte(BLOCK);
    out.s32(context.resultBlockType(body));
  }
  code.reload(out, gasLocal);
  const operators = new OperatorReader(bytes, body.codeStart, body.end);
  let pending = 0;
  let depth = 0;
  let copiedTo = body.codeStart;
  while (operators.next()) {
    const { opcode, offset } = operators;
    pending += gas.costs[opcode]!;
    if (gas.isVariable[opcode] === 1) pending += gas.extra(opcode, operators.immediate, operators.second);
    if (gas.isAccounting[opcode] === 1) {
      out.copy(bytes, copiedTo, offset);
      copiedTo = offset;
      if (pending > 0) {
        trapMap.add(out.length, offset);
        code.charge(out, pending, gasLocal);
        pending = 0;
      }
    }
    if (opcode === GROW || opcode === FILL || opcode === COPY) {
      out.copy(bytes, copiedTo, offset);
      trapMap.add(out.length, offset);
      code.callHelper(out, helperOf(opcode, context.helpers));
      code.reload(out, gasLocal);
      copiedTo = opcode === GROW ? operators.end : offset;
    }
    if (canTrap[opcode] === 1) {
      trapMap.add(out.length + (offset - copiedTo), offset);
    }
    if (opcode === CALL || opcode === CALL_INDIRECT) {
      out.copy(bytes, copiedTo, operators.end);
      copiedTo = operators.end;
      code.reload(out, gasLocal);
    } else if (opcode === BLOCK || opcode === LOOP || opcode === IF) depth++;
    else if (opcode === END) depth--;
    else if (opcode === RETURN && stackCharge > 0) {
      out.byte(BR);
      out.u32(depth);
      copiedTo = operators.end;
    }
  }
  out.copy(bytes, copiedTo, body.end);
  if (stackCharge > 0) {
    code.leave(out, stackCharge);
    out.byte(END);
  }
}
