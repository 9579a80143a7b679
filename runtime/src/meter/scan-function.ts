import { OperatorReader, opcodeOf, opcodes, valueTypeName, ThreadedContractError } from "@threaded-contract/transform";
import type { FunctionBody, WasmModule } from "@threaded-contract/transform";
import {
  BLOCK_NESTING_MAXIMUM,
  BLOCK_VALUES_MAXIMUM,
  FUNCTION_BODY_BYTES_MAXIMUM,
  FUNCTION_COMPLEXITY_MAXIMUM,
  FUNCTION_LOCALS_MAXIMUM,
  FUNCTION_LOOPS_MAXIMUM,
} from "../limits";
import { allowedInstructions, describeRefused } from "./allowed-instructions";
import { checkCount, invalid } from "./refuse";

/** What one pass over a function body finds out. */
export interface FunctionScan {
  /** The deepest operand stack, in values. */
  readonly operandsMaximum: number;
  /** Values × branching points, as `FUNCTION_COMPLEXITY_MAXIMUM` counts them. */
  readonly complexity: number;
  /** Every call, in order. */
  readonly calls: readonly CallSite[];
}

/** One call in a function's code. */
export interface CallSite {
  /** The function's index, or `~type` for a call through the table. */
  readonly callee: number;
  /** Whether anything but `unreachable` follows, so that the call is meant to come back. */
  readonly returns: boolean;
}

const Op = {
  block: opcodeOf("block"),
  loop: opcodeOf("loop"),
  if: opcodeOf("if"),
  else: opcodeOf("else"),
  end: opcodeOf("end"),
  br: opcodeOf("br"),
  brIf: opcodeOf("br_if"),
  brTable: opcodeOf("br_table"),
  return: opcodeOf("return"),
  unreachable: opcodeOf("unreachable"),
  call: opcodeOf("call"),
  callIndirect: opcodeOf("call_indirect"),
  select: opcodeOf("select"),
  selectTyped: opcodeOf("select t"),
} as const;

/** Instructions whose effect on the operand stack depends on more than the opcode. */
const VARIABLE = 255;
const variable: ReadonlySet<number> = new Set([
  ...[Op.block, Op.loop, Op.if, Op.else, Op.end, Op.br, Op.brIf, Op.brTable, Op.return, Op.unreachable],
  ...[Op.call, Op.callIndirect],
]);

function arityOf(code: number): readonly [taken: number, given: number] {
  const info = opcodes[code];
  if (info === undefined || variable.has(code)) return [VARIABLE, VARIABLE];
  if (code === Op.select || code === Op.selectTyped) return [3, 1];
  // One value of a type that depends on the immediate stands in the table as null.
  return [info.parameters?.length ?? 1, info.results?.length ?? 1];
}

const taken = Uint8Array.from({ length: opcodes.length }, (_, code) => arityOf(code)[0]);
const given = Uint8Array.from({ length: opcodes.length }, (_, code) => arityOf(code)[1]);

interface Block {
  readonly base: number;
  readonly parameterCount: number;
  readonly resultCount: number;
}

/**
 * Walks the code of one function and tracks the height of its operand stack.
 *
 * It checks what the engine does not: the allow-list (TC6004) and the limits against compile bombs (TC6005). Types are
 * left to the engine.
 */
class FunctionScanner {
  private readonly blocks: Block[] = [];
  private height = 0;
  private highest = 0;
  private branchingCount = 1;
  private loopCount = 0;
  private readonly calls: CallSite[] = [];

  constructor(
    private readonly module: WasmModule,
    private readonly body: FunctionBody,
  ) {}

  scan(): FunctionScan {
    const { module, body } = this;
    const operators = new OperatorReader(module.bytes, body.codeStart, body.end);
    this.blocks.push({ base: 0, parameterCount: 0, resultCount: body.type.results.length });
    while (operators.next()) {
      const code = operators.opcode;
      if (allowedInstructions[code] !== 1) {
        throw new ThreadedContractError("TC6004", { what: `${describeRefused(code)} at byte ${operators.offset}` });
      }
      if (this.blocks.length === 0) invalid("code follows the end of a function", operators.offset);
      const takes = taken[code]!;
      if (takes === VARIABLE) this.control(code, operators);
      else this.move(takes, given[code]!);
    }
    if (this.blocks.length !== 0) invalid("a function body does not end", body.end);
    return this.finish();
  }

  private finish(): FunctionScan {
    const { body } = this;
    const values = body.localCount + body.type.parameters.length + this.highest;
    const complexity = values * this.branchingCount;
    const place = `function ${body.index}`;
    checkCount(`loops of ${place}`, this.loopCount, FUNCTION_LOOPS_MAXIMUM);
    checkCount(`values × branching points of ${place}`, complexity, FUNCTION_COMPLEXITY_MAXIMUM);
    return { operandsMaximum: this.highest, complexity, calls: this.calls };
  }

  private move(takes: number, gives: number): void {
    const base = this.blocks[this.blocks.length - 1]!.base;
    this.height = Math.max(this.height - takes, base) + gives;
    if (this.height > this.highest) this.highest = this.height;
  }

  private control(code: number, operators: OperatorReader): void {
    switch (code) {
      case Op.call:
        this.noteCall(operators.immediate, operators.end);
        return this.call(this.module.functions[operators.immediate], 0, operators.offset);
      case Op.callIndirect:
        this.noteCall(~operators.immediate, operators.end);
        return this.call(operators.immediate, 1, operators.offset);
      case Op.end:
        return this.end();
      case Op.else:
        return this.otherwise(operators.offset);
      case Op.return:
      case Op.unreachable:
      case Op.br:
        this.branchingCount++;
        return this.leave();
      case Op.brIf:
        this.branchingCount++;
        return this.move(1, 0);
      case Op.brTable:
        this.branchingCount += operators.second + 1;
        return this.leave();
      default:
        return this.enter(code, operators);
    }
  }

  private call(type: number | undefined, extra: number, offset: number): void {
    const signature = type === undefined ? undefined : this.module.types[type];
    if (signature === undefined) return invalid("a call of something unknown", offset);
    this.branchingCount++;
    this.move(signature.parameters.length + extra, signature.results.length);
  }

  private noteCall(callee: number, end: number): void {
    this.calls.push({ callee, returns: this.module.bytes[end] !== Op.unreachable });
  }

  private enter(code: number, operators: OperatorReader): void {
    this.branchingCount++;
    if (code === Op.loop) this.loopCount++;
    if (code === Op.if) this.move(1, 0);
    const { parameterCount, resultCount } = this.arity(operators.immediate, operators.offset);
    const base = Math.max(this.height - parameterCount, this.blocks[this.blocks.length - 1]!.base);
    this.blocks.push({ base, parameterCount, resultCount });
    this.setHeight(base + parameterCount);
    checkCount(`nested blocks of function ${this.body.index}`, this.blocks.length, BLOCK_NESTING_MAXIMUM);
  }

  private otherwise(offset: number): void {
    const block = this.blocks[this.blocks.length - 1]!;
    if (this.blocks.length === 1) invalid("an 'else' without an 'if'", offset);
    this.branchingCount++;
    this.setHeight(block.base + block.parameterCount);
  }

  private end(): void {
    const block = this.blocks.pop()!;
    this.setHeight(block.base + block.resultCount);
  }

  /** The code up to the next `end` or `else` cannot run. */
  private leave(): void {
    this.height = this.blocks[this.blocks.length - 1]!.base;
  }

  private setHeight(height: number): void {
    this.height = height;
    if (height > this.highest) this.highest = height;
  }

  private arity(blockType: number, offset: number): { parameterCount: number; resultCount: number } {
    if (blockType === -64) return { parameterCount: 0, resultCount: 0 };
    if (blockType < 0) {
      if (valueTypeName(blockType & 0x7f) === undefined) invalid("an unknown block type", offset);
      return { parameterCount: 0, resultCount: 1 };
    }
    const type = this.module.types[blockType];
    if (type === undefined) return invalid("an unknown block type", offset);
    checkCount(`parameters of a block at byte ${offset}`, type.parameters.length, BLOCK_VALUES_MAXIMUM);
    return { parameterCount: type.parameters.length, resultCount: type.results.length };
  }
}

/**
 * Checks and measures one function body.
 *
 * @throws TC6001 if its structure is broken, TC6004 for an instruction off the allow-list, TC6005 past a limit
 */
export function scanFunction(module: WasmModule, body: FunctionBody): FunctionScan {
  checkCount(`bytes of function ${body.index}`, body.end - body.start, FUNCTION_BODY_BYTES_MAXIMUM);
  checkCount(`locals of function ${body.index}`, body.localCount, FUNCTION_LOCALS_MAXIMUM);
  return new FunctionScanner(module, body).scan();
}
