import { OperatorReader, opcodeOf, opcodes, type FunctionBody } from "@threaded-contract/transform";
import type { GasPlan } from "../gas-plan";
import { isColdCall, type CallPlace } from "./cold-call";
import type { Conventions } from "./convention";
import { CountedLoop } from "./counted-loop";
import { GIVE_UP, type Charge, type FunctionPlan } from "./function-plan";
import { Potentials } from "./potentials";

const Op = {
  unreachable: opcodeOf("unreachable"),
  block: opcodeOf("block"),
  loop: opcodeOf("loop"),
  if: opcodeOf("if"),
  else: opcodeOf("else"),
  end: opcodeOf("end"),
  br: opcodeOf("br"),
  brIf: opcodeOf("br_if"),
  brTable: opcodeOf("br_table"),
  return: opcodeOf("return"),
  call: opcodeOf("call"),
  callIndirect: opcodeOf("call_indirect"),
  grow: opcodeOf("memory.grow"),
  fill: opcodeOf("memory.fill"),
  copy: opcodeOf("memory.copy"),
} as const;

const isControl = new Uint8Array(opcodes.length);
// eslint-disable-next-line threaded-contract/determinism -- marks are the same in any order
Object.values(Op).forEach((code) => (isControl[code] = 1));

/** The node of everything outside the function, where no gas is taken in advance. */
const OUTSIDE = 0;
const DEAD = -1;
const NONE = -1;
/** Loops inside one another that still make a difference. */
const DEPTH_MAXIMUM = 15;

interface OpenBlock {
  readonly kind: "block" | "loop" | "if" | "else";
  /** The node that branches lead to; NONE as long as none does. */
  label: number;
  /** For an `if`: the node at which it decides; DEAD if it cannot be reached. */
  readonly split: number;
  readonly counted: CountedLoop | null;
  /** How many loops its label is in. */
  readonly depth: number;
}

/** A run of instructions without a way in or out, from one node to another. */
interface Run {
  readonly from: number;
  readonly to: number;
  readonly cost: number;
  /** Where it begins: what it has to take is taken there. */
  readonly offset: number;
  /** How many loops it is in. */
  readonly depth: number;
  /** Whether it is the way back of a counted loop. */
  readonly counted: CountedLoop | null;
}

/** What the analysis is told about a function. */
export interface FlowRequest extends CallPlace {
  readonly body: FunctionBody;
  readonly gas: GasPlan;
  readonly conventions: Conventions;
  readonly importCount: number;
  /** Whether the function calls host functions; see `Convention.reachesHost`. */
  readonly reachesHost: boolean;
  /** What callers pay if that is settled already, as it must be for a recursive function. */
  readonly entryGas: number | null;
}

/**
 * Finds out where a function has to take gas, as rarely as possible.
 *
 * Instructions without branches between them are a run with a cost; runs connect the places where control flow meets or
 * parts. Every place gets a number, how much gas has been taken in advance there, and a run takes its cost plus the
 * difference of the numbers at its ends. So the numbers can be chosen such that all runs of a tree take nothing, and
 * the runs taken most often are put into the tree first. What the rest takes keeps every total exact.
 */
export class FlowAnalysis {
  private blocks: OpenBlock[] = [];
  private runs: Run[][] = [];
  private counted: CountedLoop | null = null;
  private from = DEAD;
  private start = 0;
  private startDepth = 0;
  private depth = 0;
  private pending = 0;
  /** The run being read contains a call of a function whose price is not known yet. */
  private isUnknown = false;
  private needsGas = false;
  private branchesToEnd = false;
  private readonly charges: Charge[] = [];

  /** @param potentials used for this analysis; those of an earlier one are forgotten */
  constructor(
    private readonly request: FlowRequest,
    private readonly potentials = new Potentials(),
  ) {
    potentials.clear();
  }

  analyse(): FunctionPlan {
    const { bytes, body, gas, entryGas } = this.request;
    const { potentials } = this;
    potentials.add();
    const entry = potentials.add();
    if (entryGas !== null) potentials.tie(entry, OUTSIDE, entryGas);
    this.begin(entry, body.codeStart);
    this.open("block", OUTSIDE);
    const operators = new OperatorReader(bytes, body.codeStart, body.end);
    while (operators.next()) {
      const { opcode } = operators;
      if (isControl[opcode] === 1) this.control(opcode, operators);
      else {
        const cost = gas.costs[opcode]!;
        // Nobody can pay what costs everything.
        if (cost === Infinity) this.giveUp(operators.offset);
        this.pending += cost;
        this.counted?.see(opcode, operators.immediate, operators.end);
      }
    }
    return this.finish(entry);
  }

  private finish(entry: number): FunctionPlan {
    const { charges } = this;
    // The innermost runs first; ways back of counted loops last among them, so that they are what takes gas.
    for (let weight = this.runs.length - 1; weight >= 0; weight--) {
      for (const run of this.runs[weight] ?? []) this.settle(run);
    }
    charges.sort((a, b) => a.offset - b.offset);
    const known = this.potentials.difference(entry, OUTSIDE);
    const entryGas = Number.isNaN(known) ? 0 : known;
    return {
      charges,
      entryGas,
      needsGas: this.needsGas || charges.some((charge) => charge.gas !== GIVE_UP),
      branchesToEnd: this.branchesToEnd,
    };
  }

  private settle({ from, to, cost, offset, depth, counted }: Run): void {
    const { potentials, charges } = this;
    if (potentials.tie(from, to, cost)) return;
    const gas = cost + potentials.difference(to, from);
    if (gas === 0) return;
    const rounds = gas > 0 ? (counted?.tripCount() ?? null) : null;
    if (rounds === null) charges.push({ offset, gas, checked: gas > 0 && depth > 0, rounds });
    else charges.push({ offset: counted!.offset, gas, checked: true, rounds });
  }

  private giveUp(offset: number): void {
    if (this.from === DEAD) return;
    this.charges.push({ offset, gas: GIVE_UP, checked: false, rounds: null });
    this.from = DEAD;
  }

  private begin(node: number, offset: number): void {
    this.from = node;
    this.start = offset;
    this.startDepth = this.depth;
    this.pending = 0;
    this.isUnknown = false;
  }

  /** Ends the run being read at a node. @param endDepth how many loops the node is in */
  private endRun(to: number, endDepth = this.depth, isWayBack = false): void {
    if (this.from === DEAD) return;
    const depth = Math.min(this.startDepth, endDepth, DEPTH_MAXIMUM);
    if (!this.isUnknown) {
      const weight = depth * 2 + (isWayBack ? 0 : 1);
      const counted = isWayBack ? this.counted : null;
      (this.runs[weight] ??= []).push({ from: this.from, to, cost: this.pending, offset: this.start, depth, counted });
    }
    this.from = DEAD;
  }

  private target(label: number): OpenBlock {
    const block = this.blocks[this.blocks.length - 1 - label]!;
    if (block.label === NONE) block.label = this.potentials.add();
    return block;
  }

  private control(opcode: number, operators: OperatorReader): void {
    const { gas } = this.request;
    this.counted?.interrupt();
    if (this.from !== DEAD) {
      this.pending += gas.costs[opcode]!;
      if (gas.isVariable[opcode] === 1) this.pending += gas.extra(opcode, operators.immediate, operators.second);
    }
    switch (opcode) {
      case Op.block:
        this.open("block");
        return;
      case Op.loop:
        return this.openLoop(operators);
      case Op.if:
        return this.openIf(operators);
      case Op.else:
        return this.otherwise(operators);
      case Op.end:
        return this.close(operators);
      case Op.call:
      case Op.callIndirect:
        return this.call(opcode, operators);
      case Op.grow:
      case Op.fill:
      case Op.copy:
        if (this.from !== DEAD) this.bulk(opcode);
        return;
      default:
        return this.leave(opcode, operators);
    }
  }

  private open(kind: OpenBlock["kind"], label = NONE, split = DEAD, counted: CountedLoop | null = null): void {
    this.blocks.push({ kind, label, split, counted, depth: this.depth });
  }

  private openLoop(operators: OperatorReader): void {
    this.counted?.spoil();
    this.counted = null;
    if (this.from === DEAD) {
      this.open("loop", this.potentials.add());
    } else {
      const { bytes, body } = this.request;
      const head = this.potentials.add();
      this.endRun(head);
      this.depth++;
      this.counted = CountedLoop.match(bytes, operators.offset, operators.end, body.end, this.blocks.length + 1);
      this.open("loop", head, head, this.counted);
      this.begin(head, operators.end);
    }
  }

  private openIf(operators: OperatorReader): void {
    const split = this.from === DEAD ? DEAD : this.potentials.add();
    this.endRun(split);
    this.open("if", NONE, split);
    if (split !== DEAD) this.begin(split, operators.end);
  }

  private otherwise(operators: OperatorReader): void {
    const block = this.blocks.pop()!;
    // The condition of a counted loop has no other side.
    if (this.counted?.bodyDepth === this.blocks.length + 1) this.counted.spoil();
    if (this.from !== DEAD) {
      if (block.label === NONE) block.label = this.potentials.add();
      this.endRun(block.label);
    }
    this.open("else", block.label);
    if (block.split !== DEAD) this.begin(block.split, operators.end);
  }

  private close(operators: OperatorReader): void {
    const block = this.blocks.pop()!;
    if (block.kind === "loop") {
      if (block.split !== DEAD) this.depth--;
      if (block.counted === this.counted) this.counted = null;
      return;
    }
    if (this.blocks.length === 0) return this.endRun(OUTSIDE);
    if (block.kind === "if" && block.split !== DEAD) return this.closeIf(block, operators.end);
    if (block.label === NONE) return;
    this.endRun(block.label);
    this.begin(block.label, operators.end);
  }

  /** An `if` without an `else`: no code stands on the way around it. */
  private closeIf(block: OpenBlock, end: number): void {
    if (this.from !== DEAD && block.label === NONE) block.label = this.potentials.add();
    this.endRun(block.label);
    if (block.label !== NONE) this.potentials.tie(block.split, block.label, 0);
    this.begin(block.split, end);
  }

  private leave(opcode: number, operators: OperatorReader): void {
    this.noteBranchToEnd(opcode, operators);
    if (this.from === DEAD) return;
    if (opcode === Op.br) this.branch(operators);
    else if (opcode === Op.brIf) {
      const { label } = this.branched(operators.immediate);
      // No code stands on the way that is taken, so as much has been paid before it as there.
      this.endRun(label);
      this.begin(label, operators.end);
    } else if (opcode === Op.brTable) this.branchTable(operators);
    else {
      if (opcode === Op.return) {
        this.counted?.spoil();
        this.endRun(OUTSIDE, 0);
      }
      // What ends in a trap costs what the unmerged meter says.
      this.from = DEAD;
    }
  }

  private branch(operators: OperatorReader): void {
    const label = operators.immediate;
    const block = this.target(label);
    const { counted } = this;
    if (counted !== null && block.counted === counted) {
      if (!counted.closes(operators.offset, this.blocks.length)) counted.spoil();
    } else if (counted !== null && this.blocks.length - 1 - label < counted.bodyDepth) counted.spoil();
    this.endRun(block.label, block.depth, block.kind === "loop");
  }

  /** Even where it is never taken it must fit the function's results. */
  private noteBranchToEnd(opcode: number, operators: OperatorReader): void {
    const end = this.blocks.length - 1;
    if (opcode === Op.brIf) this.branchesToEnd ||= operators.immediate === end;
    else if (opcode === Op.brTable) this.branchesToEnd ||= operators.labels().includes(end);
  }

  /** The block that a conditional branch leads to. */
  private branched(label: number): OpenBlock {
    if (this.counted !== null && this.blocks.length - 1 - label < this.counted.bodyDepth) this.counted.spoil();
    return this.target(label);
  }

  private branchTable(operators: OperatorReader): void {
    const nodes = operators.labels().map((label) => this.branched(label).label);
    const [first] = nodes;
    for (const node of nodes) this.potentials.tie(node, first!, 0);
    this.endRun(first!);
  }

  private bulk(opcode: number): void {
    const { memoryFill, memoryCopy } = this.request.gas.prices;
    // What depends on the length is charged where it stands.
    if (opcode === Op.fill) this.pending += memoryFill.base;
    else if (opcode === Op.copy) this.pending += memoryCopy.base;
    this.needsGas = true;
  }

  private call(opcode: number, operators: OperatorReader): void {
    const { importCount, reachesHost, conventions } = this.request;
    const { immediate: callee, end } = operators;
    if (this.from === DEAD) return;
    const isCold = isColdCall(this.request, operators);
    if (isCold && (!reachesHost || this.depth > 0)) return this.giveUp(operators.offset);
    if (opcode === Op.callIndirect) {
      const { uniformGas } = conventions.indirect(callee);
      if (uniformGas === null) this.callHost(end);
      else this.pending += uniformGas;
      return;
    }
    const convention = callee < importCount ? undefined : conventions.functions[callee];
    if (callee < importCount) this.callHost(end, isCold);
    else if (convention === undefined) this.isUnknown = this.needsGas = true;
    else {
      this.pending += convention.entryGas;
      if (convention.reachesHost) this.callHost(end, isCold);
      if (!convention.carries) return;
      this.needsGas = true;
      // What it takes itself may go unchecked, and no loop may go round for long without a look at the gas.
      this.counted?.spoil();
    }
  }

  /** A call before and after which nothing may have been paid in advance. */
  private callHost(end: number, isCold = false): void {
    this.counted?.spoil();
    this.needsGas = true;
    this.endRun(OUTSIDE, isCold ? 0 : this.depth);
    this.begin(OUTSIDE, end);
  }
}
