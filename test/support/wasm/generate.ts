import { ModuleBuilder, type Signature } from "./module-builder";
import type { Random } from "./random";

type Type = "i32" | "i64";

interface Shape {
  readonly parameters: readonly Type[];
  readonly results: readonly Type[];
}

interface Callee {
  readonly shape: Shape;
  /** The function's index, which is its place in the table too. */
  readonly index: number;
  readonly type: number;
}

function signatureOf(shape: Shape): Signature {
  return { parameters: shape.parameters.join(" "), results: shape.results.join(" ") };
}

const binary = "add sub mul and or xor shl shr_s shr_u rotl rotr".split(" ");
const division = "div_s div_u rem_s rem_u".split(" ");
const compare = "eq ne lt_s lt_u gt_s gt_u le_s le_u ge_s ge_u".split(" ");

/** Globals: call depth, a counter, a long counter. */
const [DEPTH, COUNTER, LONG_COUNTER] = [0, 1, 2];
const CALL_DEPTH = 5;

/** Writes the code of one random function that ends on its own, whatever its arguments. */
class FunctionWriter {
  private readonly locals: readonly Type[];
  private counterCount = 0;
  private budget: number;

  constructor(
    private readonly random: Random,
    private readonly shape: Shape,
    private readonly callees: readonly Callee[],
  ) {
    this.locals = [...shape.parameters, "i32", "i32", "i64", "i64"];
    this.budget = 20 + random.below(60);
  }

  write(): { code: string; locals: string } {
    const statements = this.statements(3, 3);
    const results = this.shape.results.map((type) => this.value(type, 3)).join(" ");
    return { code: `${statements} ${results}`, locals: `2 i32 2 i64 ${this.counterCount} i32` };
  }

  private local(type: Type): number {
    const places = this.locals.flatMap((found, index) => (found === type ? [index] : []));
    return this.random.pick(places);
  }

  private address(): string {
    // Mostly inside the first page; sometimes anywhere.
    const address = this.value("i32", 1);
    return this.random.below(40) === 0 ? address : `${address} i32.const 16383 i32.and`;
  }

  private value(type: Type, depth: number): string {
    const { random } = this;
    if (depth <= 0 || --this.budget < 0) return this.leaf(type);
    switch (random.below(12)) {
      case 0:
      case 1:
      case 2:
        return `${this.value(type, depth - 1)} ${this.value(type, depth - 1)} ${type}.${random.pick(binary)}`;
      case 3:
        return this.divide(type, depth);
      case 4:
        return type === "i32"
          ? this.condition(depth)
          : `${this.value("i32", depth - 1)} i64.extend_i32_${random.pick(["s", "u"])}`;
      case 5:
        return `${this.address()} ${type}.${random.pick(["load 0 8", "load8_u 0 1", "load16_s 0 70"])}`;
      case 6:
        return `${this.value(type, depth - 1)} ${this.value(type, depth - 1)} ${this.condition(depth - 1)} select`;
      case 7:
        return `${this.condition(depth - 1)} if ${type} ${this.value(type, depth - 1)} else ${this.value(type, depth - 1)} end`;
      case 8:
        return `block ${type} ${this.value(type, depth - 1)} ${this.condition(1)} br_if 0 drop ${this.value(type, depth - 1)} end`;
      case 9:
        return `${this.value(type, depth - 1)} local.tee ${this.local(type)}`;
      case 10:
        return this.callValue(type, depth);
      default:
        return `${this.value(type, depth - 1)} ${type}.${random.pick(["popcnt", "clz", "ctz", "extend8_s", "extend16_s"])}`;
    }
  }

  private divide(type: Type, depth: number): string {
    const guard = this.random.below(10) === 0 ? "" : `${type}.const 1 ${type}.or`;
    return `${this.value(type, depth - 1)} ${this.value(type, depth - 1)} ${guard} ${type}.${this.random.pick(division)}`;
  }

  private condition(depth: number): string {
    if (depth <= 0) return `local.get ${this.local("i32")}`;
    const type = this.random.pick<Type>(["i32", "i64"]);
    if (this.random.below(4) === 0) return `${this.value(type, depth - 1)} ${type}.eqz`;
    return `${this.value(type, depth - 1)} ${this.value(type, depth - 1)} ${type}.${this.random.pick(compare)}`;
  }

  private leaf(type: Type): string {
    const { random } = this;
    if (random.below(2) === 0) return `local.get ${this.local(type)}`;
    if (random.below(5) === 0) {
      return type === "i32" ? random.pick(["memory.size 0", `global.get ${COUNTER}`]) : `global.get ${LONG_COUNTER}`;
    }
    const constants = [0, 1, -1, 7, 255, 65_536, 0x7fff_ffff, random.below(1_000)];
    return `${type}.const ${random.pick(constants)}`;
  }

  /** A call of a function, direct or through the table. */
  private call({ shape, index, type }: Callee, depth: number): string {
    const values = shape.parameters.map((parameter) => this.value(parameter, depth - 1)).join(" ");
    if (this.random.below(2) > 0) return `${values} call ${index}`;
    // The place is right, or any of the table's: then the type may not fit.
    const isRight = this.random.below(3) > 0;
    const place = isRight ? `i32.const ${index}` : `local.get ${this.local("i32")} i32.const 7 i32.and`;
    return `${values} ${place} call_indirect ${type} 0`;
  }

  private callValue(type: Type, depth: number): string {
    const callees = this.callees.filter(({ shape }) => shape.results.join() === type);
    if (callees.length === 0 || depth < 2) return this.leaf(type);
    const deeper = `global.get ${DEPTH} i32.const 1 i32.add global.set ${DEPTH}`;
    const back = `global.get ${DEPTH} i32.const 1 i32.sub global.set ${DEPTH}`;
    const call = `${deeper} ${this.call(this.random.pick(callees), depth)} ${back}`;
    return `global.get ${DEPTH} i32.const ${CALL_DEPTH} i32.lt_u if ${type} ${call} else ${this.leaf(type)} end`;
  }

  private statements(count: number, depth: number): string {
    return Array.from({ length: 1 + this.random.below(count) }, () => this.statement(depth)).join(" ");
  }

  private statement(depth: number): string {
    const { random } = this;
    const type = random.pick<Type>(["i32", "i64"]);
    if (depth <= 0 || --this.budget < 0) return `${this.leaf(type)} local.set ${this.local(type)}`;
    switch (random.below(11)) {
      case 0:
      case 1:
        return `${this.value(type, depth)} local.set ${this.local(type)}`;
      case 2:
        return `${this.value("i32", 2)} global.set ${COUNTER} ${this.value("i64", 2)} global.set ${LONG_COUNTER}`;
      case 3:
        return `${this.address()} ${this.value(type, depth)} ${type}.${random.pick(["store 0 8", "store8 0 3", "store16 0 99"])}`;
      case 4:
        return `${this.condition(depth)} if void ${this.statements(2, depth - 1)} ${random.pick(["", `else ${this.statements(2, depth - 1)}`])} end`;
      case 5:
      case 6:
        return this.loop(depth);
      case 7:
        return this.table(depth);
      case 8:
        return this.early(depth);
      case 9:
        return this.bulk();
      default:
        return `${this.value(type, depth)} drop nop`;
    }
  }

  /** A loop of at most five rounds, counted in a local that nothing else uses. */
  private loop(depth: number): string {
    const counter = this.locals.length + this.counterCount++;
    const next = `local.get ${counter} i32.const 1 i32.sub local.tee ${counter} br_if 0`;
    const rounds = 1 + this.random.below(5);
    return `i32.const ${rounds} local.set ${counter} loop void ${this.statements(2, depth - 1)} ${next} end`;
  }

  private table(depth: number): string {
    const [first, second] = [this.statements(2, depth - 1), this.statements(2, depth - 1)];
    return `block void block void block void ${this.value("i32", 1)} i32.const 3 i32.and br_table 3 0 1 2 1 end ${first} end ${second} br 0 end`;
  }

  /** Leaves the function, or traps, under a condition. */
  private early(depth: number): string {
    const condition = `${this.condition(depth)} ${this.condition(1)} i32.and`;
    const results = this.shape.results.map((type) => this.value(type, 1)).join(" ");
    const leave = this.random.below(6) === 0 ? "unreachable" : `${results} return`;
    return `${condition} if void ${leave} end`;
  }

  private bulk(): string {
    const { random } = this;
    if (random.below(5) === 0) return `i32.const ${random.below(3)} memory.grow 0 drop`;
    const length = random.below(12) === 0 ? this.value("i32", 1) : `i32.const ${random.below(300)}`;
    const name = random.pick(["memory.fill 0", "memory.copy 0 0"]);
    return `${this.address()} ${this.address()} ${length} ${name}`;
  }
}

function shapeOf(random: Random): Shape {
  const types: readonly Type[] = ["i32", "i64"];
  const list = (count: number) => Array.from({ length: count }, () => random.pick(types));
  return { parameters: list(random.below(4)), results: list(random.below(8) === 0 ? 2 : random.below(2)) };
}

/**
 * A random contract whose functions call one another, also in cycles, directly and through the table, and which always
 * ends: loops are counted and calls bounded. It computes, divides, writes memory, grows it and traps now and then.
 *
 * Its `execute` is function 0; each function stands in the table at its own index.
 */
export function generateContract(random: Random): ModuleBuilder {
  const builder = new ModuleBuilder();
  const shapes: Shape[] = [{ parameters: ["i32"], results: ["i32"] }];
  for (let count = 1 + random.below(5); count > 0; count--) shapes.push(shapeOf(random));
  const callees = shapes.map((shape, index) => ({ shape, index, type: builder.type(signatureOf(shape)) }));
  builder
    .memory(1, 4)
    .export("memory", "memory", 0)
    .table(8)
    .elements(
      0,
      callees.map(({ index }) => index),
    );
  for (const type of ["i32", "i32", "i64"] as const) builder.global(type, true, `${type}.const 0`);
  builder.data(
    64,
    Array.from({ length: 64 }, () => random.below(256)),
  );
  for (const { shape } of callees) {
    builder.function({ ...signatureOf(shape), ...new FunctionWriter(random, shape, callees).write() });
  }
  return builder.export("execute", "function", 0);
}
