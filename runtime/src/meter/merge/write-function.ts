import {
  OperatorReader,
  opcodeOf,
  opcodes,
  ValueType,
  type ByteWriter,
  type FunctionBody,
} from "@threaded-contract/transform";
import type { InstructionPrices } from "../../gas/schedule";
import type { Convention, Conventions } from "./convention";
import { GIVE_UP, type FunctionPlan } from "./function-plan";
import type { MergedCode } from "./merged-code";

const Op = {
  block: opcodeOf("block"),
  loop: opcodeOf("loop"),
  if: opcodeOf("if"),
  else: opcodeOf("else"),
  end: opcodeOf("end"),
  br: opcodeOf("br"),
  return: opcodeOf("return"),
  call: opcodeOf("call"),
  callIndirect: opcodeOf("call_indirect"),
  grow: opcodeOf("memory.grow"),
  fill: opcodeOf("memory.fill"),
  copy: opcodeOf("memory.copy"),
} as const;

const LOCAL_GET = opcodeOf("local.get");
const LOCAL_TEE = opcodeOf("local.tee");

/** One for each opcode that is written otherwise than it was shipped. */
const isRewritten = new Uint8Array(opcodes.length);
// eslint-disable-next-line threaded-contract/determinism -- marks are the same in any order
Object.values(Op).forEach((code) => (isRewritten[code] = 1));
for (let code = LOCAL_GET; code <= LOCAL_TEE; code++) isRewritten[code] = 1;

/** No stack charge has been looked at on the way to the current instruction. */
const UNCHECKED = -1;

/** What is the same for all functions of a merged module. */
export interface MergedContext {
  readonly bytes: Uint8Array;
  readonly code: MergedCode;
  readonly conventions: Conventions;
  readonly importCount: number;
  readonly prices: InstructionPrices;
  /** Function index of the helper for `memory.grow`. */
  readonly growHelper: number;
  /** The index under which a function takes calls by its convention; imports have a wrapper for that. */
  readonly callIndex: (shipped: number) => number;
  readonly resultBlockType: (body: FunctionBody) => number;
}

/** Writes one function of the merged module. */
export class FunctionWriter {
  private readonly parameterCount: number;
  private readonly added: number;
  private readonly extraLocals: number[] = [];
  /** Extra locals by what they are for; -1 as long as there is none. */
  private ownGasLocal = -1;
  private lengthLocal = -1;
  private calleeStackLocal = -1;
  private leftLocal = -1;
  private copiedTo: number;
  private readonly isWrapped: boolean;
  /** The stack charge that has been looked at on every way here. */
  private checked = UNCHECKED;
  /** How often a charge has been looked at; by open block, and so far. */
  private readonly outerChecks: number[] = [];
  private checks = 0;

  constructor(
    private readonly context: MergedContext,
    private readonly body: FunctionBody,
    private readonly plan: FunctionPlan,
    private readonly convention: Convention,
    /** Where the instructions are written first, since what locals they need is known only afterwards. */
    private readonly out: ByteWriter,
  ) {
    out.clear();
    this.parameterCount = body.type.parameters.length;
    this.added = convention.carries ? (convention.stack === "parameter" ? 2 : 1) : 0;
    this.copiedTo = body.codeStart;
    this.isWrapped = convention.stack === "global" || (convention.carries && plan.branchesToEnd);
  }

  /** Appends the body, without its size, to `target`. */
  write(target: ByteWriter): void {
    const { context, body, plan } = this;
    const { bytes } = context;
    this.enter();
    const operators = new OperatorReader(bytes, body.codeStart, body.end);
    let next = 0;
    let nextOffset = plan.charges[0]?.offset ?? -1;
    while (operators.next()) {
      const { offset, opcode } = operators;
      while (offset === nextOffset) {
        this.copyTo(offset);
        this.charge(next++);
        nextOffset = plan.charges[next]?.offset ?? -1;
      }
      if (isRewritten[opcode] === 1) this.rewrite(opcode, operators);
    }
    target.u32(body.locals.length + this.extraLocals.length);
    for (const { count, type } of body.locals) {
      target.u32(count);
      target.byte(type);
    }
    for (const type of this.extraLocals) target.raw([1, type]);
    target.append(this.out);
  }

  private copyTo(offset: number): void {
    this.out.copy(this.context.bytes, this.copiedTo, offset);
    this.copiedTo = offset;
  }

  /** A function that carries no gas needs a local for it only where it never gets. */
  private get gasLocal(): number {
    if (this.convention.carries) return this.parameterCount;
    if (this.ownGasLocal < 0) this.ownGasLocal = this.extraLocal(ValueType.i64);
    return this.ownGasLocal;
  }

  private extraLocal(type: number): number {
    this.extraLocals.push(type);
    return this.parameterCount + this.added + this.body.localCount + this.extraLocals.length - 1;
  }

  private enter(): void {
    const { out, convention } = this;
    const { code } = this.context;
    if (convention.stack === "global") {
      this.leftLocal = this.extraLocal(ValueType.i32);
      code.enterStack(out, convention.stackCharge, this.leftLocal);
      if (convention.carries) code.giveUpIfEither(out, this.gasLocal);
      else code.giveUpBelowZero(out);
    } else if (convention.checksOnEntry) code.checkGas(out, this.gasLocal);
    if (this.isWrapped) {
      out.byte(Op.block);
      out.s32(this.context.resultBlockType(this.body));
    }
  }

  private charge(index: number): void {
    const { gas, checked, rounds } = this.plan.charges[index]!;
    const { out } = this;
    const { code } = this.context;
    if (gas === GIVE_UP) code.giveUp(out);
    else if (rounds === null) code.charge(out, gas, this.gasLocal, checked);
    else code.chargeRounds(out, gas, rounds, this.gasLocal, (local) => this.mapLocal(local));
  }

  private mapLocal(local: number): number {
    return local < this.parameterCount ? local : local + this.added;
  }

  private rewrite(opcode: number, operators: OperatorReader): void {
    switch (opcode) {
      case Op.call:
        return this.call(operators);
      case Op.callIndirect:
        return this.callIndirect(operators);
      case Op.return:
        this.copyTo(operators.offset);
        return this.leave();
      case Op.br:
        return this.branch(operators);
      case Op.grow:
      case Op.fill:
      case Op.copy:
        return this.bulk(opcode, operators);
      case Op.block:
      case Op.loop:
      case Op.if:
      case Op.else:
      case Op.end:
        return this.structure(opcode, operators);
      default:
        return this.local(opcode, operators);
    }
  }

  private local(opcode: number, operators: OperatorReader): void {
    const { immediate, offset, end } = operators;
    if (this.added === 0 || immediate < this.parameterCount) return;
    this.copyTo(offset);
    this.out.byte(opcode);
    this.out.u32(immediate + this.added);
    this.copiedTo = end;
  }

  private structure(opcode: number, operators: OperatorReader): void {
    if (opcode === Op.end && operators.end === this.body.end) return this.finish(operators);
    if (opcode === Op.else || opcode === Op.end) {
      // What has been looked at inside holds only there, and has overwritten what held before.
      if (this.outerChecks.pop() !== this.checks) this.checked = UNCHECKED;
    }
    if (opcode === Op.loop) this.checked = UNCHECKED;
    if (opcode !== Op.end) this.outerChecks.push(this.checks);
  }

  private finish(operators: OperatorReader): void {
    this.copyTo(operators.offset);
    if (this.isWrapped) this.out.byte(Op.end);
    this.leave();
    this.copyTo(operators.end);
  }

  /** What the function does before it ends in whatever way. */
  private leave(): void {
    const { out, convention } = this;
    const { code } = this.context;
    if (convention.stack === "global") code.leaveStack(out, convention.stackCharge, this.leftLocal);
    if (convention.carries) code.getLocal(out, this.gasLocal);
  }

  /** A jump to the function's own label is a return. */
  private branch(operators: OperatorReader): void {
    if (this.isWrapped || operators.immediate !== this.outerChecks.length) return;
    this.copyTo(operators.offset);
    this.leave();
  }

  private call(operators: OperatorReader): void {
    const { conventions, importCount, callIndex, code } = this.context;
    const { immediate: callee, offset, end } = operators;
    const convention = callee < importCount ? undefined : conventions.functions[callee];
    const carries = callee < importCount || convention!.carries;
    const index = callIndex(callee);
    if (!carries && index === callee) return;
    this.copyTo(offset);
    if (convention?.stack === "parameter") this.passStack(convention.stackCharge);
    else if (carries) code.getLocal(this.out, this.gasLocal);
    code.call(this.out, index);
    if (carries) code.setLocal(this.out, this.gasLocal);
    this.copiedTo = end;
  }

  /** Passes gas and what is left of the logical stack, once it is known that enough is left. */
  private passStack(charge: number): void {
    const { out, convention, gasLocal } = this;
    const { code } = this.context;
    if (this.calleeStackLocal < 0) this.calleeStackLocal = this.extraLocal(ValueType.i64);
    if (this.checked !== charge) {
      const isInside = convention.stack === "parameter";
      if (isInside) code.getLocal(out, this.parameterCount + 1);
      else code.getGlobalStack(out);
      code.subtract(out, charge);
      code.teeLocal(out, this.calleeStackLocal);
      code.giveUpIfEither(out, gasLocal);
      // The global may change before the next call; a parameter does not.
      this.checked = isInside ? charge : UNCHECKED;
      this.checks++;
    }
    code.getLocal(out, gasLocal);
    code.getLocal(out, this.calleeStackLocal);
  }

  private callIndirect(operators: OperatorReader): void {
    const { conventions, code } = this.context;
    if (conventions.indirect(operators.immediate).uniformGas !== null) return;
    this.copyTo(operators.offset);
    code.spillGas(this.out, this.gasLocal);
    code.checkGas(this.out, this.gasLocal);
    this.copyTo(operators.end);
    code.reloadGas(this.out, this.gasLocal);
  }

  private bulk(opcode: number, operators: OperatorReader): void {
    const { code, prices, growHelper } = this.context;
    const { out, gasLocal } = this;
    this.copyTo(operators.offset);
    if (opcode === Op.grow) {
      code.checkGas(out, gasLocal);
      code.spillGas(out, gasLocal);
      code.call(out, growHelper);
      code.reloadGas(out, gasLocal);
      code.checkExhausted(out);
      this.copiedTo = operators.end;
      return;
    }
    if (this.lengthLocal < 0) this.lengthLocal = this.extraLocal(ValueType.i32);
    const price = opcode === Op.fill ? prices.memoryFill : prices.memoryCopy;
    code.chargeBulk(out, price, prices.bulkBytesMaximum, gasLocal, this.lengthLocal);
  }
}
