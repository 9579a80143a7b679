import {
  decodeModule,
  OperatorReader,
  opcodes,
  type FunctionBody,
  type WasmModule,
} from "@threaded-contract/transform";
import { binaryOperations, loads, stores, unaryOperations, type Value } from "./interpreter-operations";

/** How the interpreter prices instructions and where it charges; the tests give it the schedule under test. */
export interface InterpreterPrices {
  /** The price of an instruction, immediates included, or 0 for bulk memory instructions. */
  cost(name: string, immediates: { readonly labels: number; readonly values: number }): number;
  /** The price of a bulk memory instruction of a length, or null if it is too long. */
  bulk(name: string, length: number): number | null;
  /** Added for each page that `memory.grow` adds. */
  readonly page: number;
  /** The instructions before which what has accumulated is charged. */
  readonly accounting: ReadonlySet<string>;
}

export type TrapReason = "gas" | "unreachable" | "division" | "memory" | "indirect-call" | "table" | "bulk-length";

/** A trap of interpreted code, with its place in the module. */
export class InterpreterTrap extends Error {
  constructor(
    readonly reason: TrapReason,
    readonly functionIndex: number,
    readonly offset: number,
  ) {
    super(reason);
  }
}

interface Instruction {
  readonly name: string;
  readonly offset: number;
  readonly immediate: number;
  readonly second: number;
  readonly long: bigint;
  readonly labels: readonly number[];
  /** What is charged before this instruction. */
  readonly charge: number;
  /** The matching `end` of a block, loop or if, and the `else` of an if. */
  end: number;
  otherwise: number;
}

interface Label {
  /** Where a branch to the label continues. */
  readonly target: number;
  readonly arity: number;
  readonly height: number;
}

/**
 * Runs a module's instructions one by one, straight from the specification: slow, obvious, and independent of the
 * meter. It charges gas as op-vm does, and its counts are what the meter is compared with.
 */
export class Interpreter {
  readonly module: WasmModule;
  readonly globals: Value[];
  memory: Uint8Array;
  /** Instructions executed. */
  steps = 0;
  gas = 0n;
  pagesMaximum = 1024;
  /** Imported functions by index. */
  host: readonly ((...values: Value[]) => Value | void)[] = [];
  private readonly table: (number | null)[];
  private readonly code = new Map<number, Instruction[]>();

  constructor(
    bytes: Uint8Array,
    private readonly prices: InterpreterPrices,
  ) {
    this.module = decodeModule(bytes);
    this.globals = this.module.globals.map(({ initial }) => {
      if (initial.kind === "i32") return Number(initial.value);
      return initial.kind === "i64" ? initial.value : null;
    });
    this.memory = new Uint8Array(this.module.memories[0]!.minimum * 65_536);
    for (const segment of this.module.data) {
      const position = segment.position?.kind === "i32" ? Number(segment.position.value) : 0;
      this.memory.set(bytes.subarray(segment.start, segment.end), position);
    }
    this.table = new Array<number | null>(this.module.tables[0]?.limits.minimum ?? 0).fill(null);
    for (const segment of this.module.elements) {
      if (segment.mode !== "active" || segment.position?.kind !== "i32") continue;
      const position = Number(segment.position.value);
      segment.functions.forEach((index, offset) => (this.table[position + offset] = index < 0 ? null : index));
    }
  }

  /** Runs the start function, if there is one. */
  start(): void {
    if (this.module.start !== null) this.call(this.module.start, []);
  }

  /** Calls an exported function. */
  run(name: string, ...values: Value[]): Value[] {
    const found = this.module.exports.find((entry) => entry.name === name && entry.kind === "function");
    return this.call(found!.index, values);
  }

  private prepare(body: FunctionBody): Instruction[] {
    const known = this.code.get(body.index);
    if (known !== undefined) return known;
    const list: Instruction[] = [];
    const open: number[] = [];
    const operators = new OperatorReader(this.module.bytes, body.codeStart, body.end);
    let pending = 0;
    while (operators.next()) {
      const { name } = opcodes[operators.opcode]!;
      const type = name === "call_indirect" ? this.module.types[operators.immediate] : undefined;
      const values = type === undefined ? 0 : type.parameters.length + type.results.length;
      pending += this.prices.cost(name, { labels: name === "br_table" ? operators.second : 0, values });
      const isCharged = this.prices.accounting.has(name);
      const position = list.length;
      list.push({
        name,
        offset: operators.offset,
        immediate: operators.immediate,
        second: operators.second,
        long: name === "i64.const" ? operators.longValue() : 0n,
        labels: name === "br_table" ? operators.labels() : [],
        charge: isCharged ? pending : 0,
        end: -1,
        otherwise: -1,
      });
      if (isCharged) pending = 0;
      if (name === "block" || name === "loop" || name === "if") open.push(position);
      else if (name === "else") list[open[open.length - 1]!]!.otherwise = position;
      else if (name === "end") {
        const start = open.pop();
        if (start !== undefined) {
          list[start]!.end = position;
          if (list[start]!.otherwise >= 0) list[list[start]!.otherwise]!.end = position;
        }
      }
    }
    this.code.set(body.index, list);
    return list;
  }

  private call(index: number, parameters: readonly Value[]): Value[] {
    const { module } = this;
    if (index < module.importedFunctionCount) {
      const result = this.host[index]!(...parameters);
      return result === undefined ? [] : [result];
    }
    const body = module.bodies[index - module.importedFunctionCount]!;
    const locals: Value[] = [...parameters];
    for (const { count, type } of body.locals) {
      for (let rest = count; rest > 0; rest--) locals.push(type === 0x7f ? 0 : type === 0x7e ? 0n : null);
    }
    return new Activation(this, body, this.prepare(body), locals).run();
  }

  /** @internal */
  invoke(index: number, stack: Value[]): void {
    const type = this.module.types[this.module.functions[index]!]!;
    const parameters = stack.splice(stack.length - type.parameters.length, type.parameters.length);
    for (const result of this.call(index, parameters)) stack.push(result);
  }

  /** @internal Takes `amount`, or traps without taking anything. */
  charge(amount: number | null, functionIndex: number, offset: number): void {
    if (amount === null) throw new InterpreterTrap("bulk-length", functionIndex, offset);
    if (this.gas < BigInt(amount)) throw new InterpreterTrap("gas", functionIndex, offset);
    this.gas -= BigInt(amount);
  }

  /** @internal */
  bulkPrice(name: string, length: number): number | null {
    return this.prices.bulk(name, length);
  }

  /** @internal */
  grow(pages: number, functionIndex: number, offset: number): number {
    const before = this.memory.length / 65_536;
    if (before + pages > this.pagesMaximum) return -1;
    this.charge(this.prices.page * pages, functionIndex, offset);
    const grown = new Uint8Array((before + pages) * 65_536);
    grown.set(this.memory);
    this.memory = grown;
    return before;
  }

  /** @internal The function at a place of the table, checked against a type. */
  tableFunction(place: number, type: number): number | null {
    const index = this.table[place] ?? null;
    if (index === null) return null;
    const [wanted, found] = [this.module.types[type]!, this.module.types[this.module.functions[index]!]!];
    return JSON.stringify(wanted) === JSON.stringify(found) ? index : null;
  }
}

/** One call of one function. */
class Activation {
  private readonly stack: Value[] = [];
  private readonly labels: Label[] = [];
  private position = 0;
  private isDone = false;

  constructor(
    private readonly owner: Interpreter,
    private readonly body: FunctionBody,
    private readonly code: readonly Instruction[],
    private readonly locals: Value[],
  ) {}

  run(): Value[] {
    const { code, owner, body } = this;
    const resultCount = body.type.results.length;
    this.labels.push({ target: code.length, arity: resultCount, height: 0 });
    while (!this.isDone && this.position < code.length) {
      const instruction = code[this.position]!;
      this.position++;
      if (instruction.charge > 0) owner.charge(instruction.charge, body.index, instruction.offset);
      owner.steps++;
      this.step(instruction);
    }
    return resultCount === 0 ? [] : this.stack.slice(-resultCount);
  }

  private trap(reason: TrapReason, { offset }: Instruction): never {
    throw new InterpreterTrap(reason, this.body.index, offset);
  }

  private int(): number {
    return this.stack.pop() as number;
  }

  private blockArity(blockType: number): readonly [parameters: number, results: number] {
    if (blockType === -64) return [0, 0];
    if (blockType < 0) return [0, 1];
    const type = this.owner.module.types[blockType]!;
    return [type.parameters.length, type.results.length];
  }

  private enter(instruction: Instruction): void {
    const [parameters, results] = this.blockArity(instruction.immediate);
    const isLoop = instruction.name === "loop";
    this.labels.push({
      // A branch to a loop lands after the `loop` instruction, a branch to a block after its `end`.
      target: isLoop ? this.position : instruction.end + 1,
      arity: isLoop ? parameters : results,
      height: this.stack.length - parameters,
    });
  }

  private branch(depth: number): void {
    const at = this.labels.length - 1 - depth;
    const label = this.labels[at]!;
    const values = label.arity === 0 ? [] : this.stack.slice(-label.arity);
    this.stack.length = label.height;
    this.stack.push(...values);
    this.position = label.target;
    const isLoop = label.target > 0 && this.code[label.target - 1]?.name === "loop";
    this.labels.length = isLoop ? at + 1 : at;
    if (at === 0) this.isDone = true;
  }

  private step(instruction: Instruction): void {
    const { name } = instruction;
    const binary = binaryOperations[name];
    if (binary !== undefined) {
      const right = this.stack.pop()!;
      const left = this.stack.pop()!;
      const result = binary(left as never, right as never);
      if (result === undefined) this.trap("division", instruction);
      this.stack.push(result);
      return;
    }
    const unary = unaryOperations[name];
    if (unary !== undefined) return void this.stack.push(unary(this.stack.pop() as never));
    if (name in loads || name in stores || name.startsWith("memory.")) return this.memoryStep(instruction);
    if (/^(local|global|table|ref)\./.test(name)) return this.variableStep(instruction);
    return this.controlStep(instruction);
  }

  private controlStep(instruction: Instruction): void {
    const { name, immediate } = instruction;
    switch (name) {
      case "block":
      case "loop":
        return this.enter(instruction);
      case "if": {
        const condition = this.int();
        this.enter(instruction);
        if (condition !== 0) return;
        if (instruction.otherwise >= 0) this.position = instruction.otherwise + 1;
        else {
          this.labels.pop();
          this.position = instruction.end + 1;
        }
        return;
      }
      case "else":
        this.labels.pop();
        this.position = instruction.end + 1;
        return;
      case "end":
        return void this.labels.pop();
      case "br":
        return this.branch(immediate);
      case "br_if":
        return this.int() !== 0 ? this.branch(immediate) : undefined;
      case "br_table": {
        const index = this.int() >>> 0;
        return this.branch(instruction.labels[Math.min(index, instruction.labels.length - 1)]!);
      }
      case "return":
        return this.branch(this.labels.length - 1);
      case "call":
        return this.owner.invoke(immediate, this.stack);
      case "call_indirect": {
        const index = this.owner.tableFunction(this.int() >>> 0, immediate);
        if (index === null) return this.trap("indirect-call", instruction);
        return this.owner.invoke(index, this.stack);
      }
      default:
        return this.simpleStep(instruction);
    }
  }

  private simpleStep(instruction: Instruction): void {
    const { stack } = this;
    switch (instruction.name) {
      case "nop":
        return;
      case "unreachable":
        return this.trap("unreachable", instruction);
      case "drop":
        return void stack.pop();
      case "i32.const":
        return void stack.push(instruction.immediate);
      case "i64.const":
        return void stack.push(instruction.long);
      case "select":
      case "select t": {
        const condition = this.int();
        const second = stack.pop()!;
        if (condition === 0) stack[stack.length - 1] = second;
        return;
      }
      default:
        throw new Error(`the interpreter does not know ${instruction.name}`);
    }
  }

  private variableStep({ name, immediate }: Instruction): void {
    const { stack, locals, owner } = this;
    switch (name) {
      case "local.get":
        return void stack.push(locals[immediate]!);
      case "local.set":
        locals[immediate] = stack.pop()!;
        return;
      case "local.tee":
        locals[immediate] = stack[stack.length - 1]!;
        return;
      case "global.get":
        return void stack.push(owner.globals[immediate]!);
      case "global.set":
        owner.globals[immediate] = stack.pop()!;
        return;
      default:
        throw new Error(`the interpreter does not know ${name}`);
    }
  }

  private memoryStep(instruction: Instruction): void {
    const { name } = instruction;
    const { stack, owner } = this;
    if (name === "memory.size") return void stack.push(owner.memory.length / 65_536);
    if (name === "memory.grow") {
      stack.push(owner.grow(this.int() >>> 0, this.body.index, instruction.offset));
      return;
    }
    if (name === "memory.fill" || name === "memory.copy") return this.bulkStep(instruction);
    const store = stores[name];
    const value = store === undefined ? null : stack.pop()!;
    const address = (this.int() >>> 0) + instruction.immediate;
    const view = new DataView(owner.memory.buffer);
    const byteCount = store?.bytes ?? loads[name]!.bytes;
    if (address + byteCount > view.byteLength) this.trap("memory", instruction);
    if (store === undefined) stack.push(loads[name]!.read(view, address));
    else store.write(view, address, value as never);
  }

  private bulkStep(instruction: Instruction): void {
    const { owner } = this;
    const length = this.int() >>> 0;
    const source = this.int() >>> 0;
    const target = this.int() >>> 0;
    owner.charge(owner.bulkPrice(instruction.name, length), this.body.index, instruction.offset);
    const isCopy = instruction.name === "memory.copy";
    const limit = owner.memory.length;
    if (target + length > limit || (isCopy && source + length > limit)) this.trap("memory", instruction);
    if (isCopy) owner.memory.copyWithin(target, source, source + length);
    else owner.memory.fill(source & 0xff, target, target + length);
  }
}
