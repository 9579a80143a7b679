import { ModuleBuilder, type Signature } from "./module-builder";
import type { Random } from "./random";

type Type = "i32" | "i64";

interface Callee {
  readonly parameters: readonly Type[];
  readonly results: readonly Type[];
  readonly index: number;
  /** Its place in the function table; -1 for none. */
  readonly place: number;
}

/** Imported functions, by index. */
const [LOAD, CALL, ABORT] = [0, 1, 2];
const IMPORT_COUNT = 3;
/** Globals: how deep calls are, and a number that everything changes. */
const [DEPTH, STATE] = [0, 1];

const signatureOf = ({ parameters, results }: Pick<Callee, "parameters" | "results">): Signature => ({
  parameters: parameters.join(" "),
  results: results.join(" "),
});

/** Writes one function in which control flow goes every way that there is. */
class FlowWriter {
  private readonly variables: readonly Type[];
  /** Locals that only count: rounds of loops, and their bounds. */
  private counters = 0;
  /** The result types of the open blocks that a branch without values can reach: the outermost first. */
  private readonly blocks: boolean[] = [];
  private budget: number;

  constructor(
    private readonly random: Random,
    private readonly self: Callee,
    private readonly callees: readonly Callee[],
  ) {
    this.variables = [...self.parameters, "i32", "i64"];
    this.budget = 6 + random.below(30);
  }

  write(): { code: string; locals: string } {
    const code = `${this.mix()} ${this.statements(4)} ${this.results()}`;
    return { code, locals: `1 i32 1 i64 ${this.counters} i32` };
  }

  private results(): string {
    return this.self.results.map((type) => this.value(type)).join(" ");
  }

  private chance(one: number): boolean {
    return this.random.below(one) === 0;
  }

  private value(type: Type): string {
    const { random } = this;
    const places = this.variables.flatMap((found, index) => (found === type ? [index] : []));
    const choices = [
      `local.get ${random.pick(places)}`,
      `${type}.const ${random.pick([0, 1, 3, -1, random.below(1_000)])}`,
      type === "i32" ? `global.get ${STATE}` : `global.get ${STATE} i64.extend_i32_u`,
    ];
    const simple = random.pick(choices);
    if (this.chance(3)) return `${simple} ${random.pick(choices)} ${type}.${random.pick(["add", "mul", "xor", "sub"])}`;
    if (this.chance(12)) {
      return `${simple} ${random.pick(choices)} ${this.chance(3) ? "" : `${type}.const 1 ${type}.or`} ${type}.div_u`;
    }
    return simple;
  }

  private condition(): string {
    const { random } = this;
    return `${this.value("i32")} i32.const ${random.pick([1, 2, 3, 7])} i32.and ${random.pick(["", "i32.eqz"])}`;
  }

  /** Changes the state, so that conditions change. */
  private mix(): string {
    return `global.get ${STATE} i32.const 1664525 i32.mul i32.const ${this.random.below(99_999)} i32.add i32.const 3 i32.rotl global.set ${STATE}`;
  }

  private inside(isPlain: boolean, write: () => string): string {
    this.blocks.push(isPlain);
    const text = write();
    this.blocks.pop();
    return text;
  }

  private statements(count: number): string {
    return Array.from({ length: 1 + this.random.below(count) }, () => this.statement()).join(" ");
  }

  private statement(): string {
    const { random } = this;
    if (--this.budget < 0) return this.mix();
    const forms = [
      () => this.mix(),
      () => this.assign(),
      () => this.branching(),
      () => this.branching(),
      () => `block void ${this.inside(true, () => this.statements(3))} end`,
      () => this.counted(),
      () => this.counted(),
      () => this.untilDone(),
      () => this.table(),
      () => this.jump(),
      () => this.jump(),
      () => this.call(),
      () => this.call(),
      () => this.host(),
      () => this.give(),
      () => this.valueBlock(),
      () => this.bulk(),
    ];
    return random.pick(forms)();
  }

  private assign(): string {
    const type = this.random.pick<Type>(["i32", "i64"]);
    const places = this.variables.flatMap((found, index) => (found === type ? [index] : []));
    return `${this.value(type)} local.set ${this.random.pick(places)}`;
  }

  private branching(): string {
    const then = this.inside(true, () => this.statements(2));
    const otherwise = this.chance(2) ? "" : `else ${this.inside(true, () => this.statements(2))}`;
    return `${this.condition()} if void ${then} ${otherwise} end`;
  }

  private counter(): number {
    return this.variables.length + this.counters++;
  }

  /** A loop as compilers write it, sometimes with more than one way out or round, or with a counter that others change. */
  private counted(): string {
    const { random } = this;
    const counter = this.counter();
    const rises = this.chance(2);
    const step = random.pick([1, 1, 1, 2, 3]);
    const signed = random.pick(["s", "u"]);
    const relation = random.pick(rises ? ["lt", "le", "ne"] : ["gt", "ge", "ne"]);
    const [low, high] = [10 + random.below(5), 10 + random.below(9)];
    const [first, last] = rises ? [low, high] : [high, low];
    const isVariable = this.chance(2);
    const bound = isVariable ? this.counter() : -1;
    const limit = isVariable ? `local.get ${bound}` : `i32.const ${last}`;
    const compared = relation === "ne" ? "i32.ne" : `i32.${relation}_${signed}`;
    const mirrored = compared.replace(/lt|gt|le|ge/, (is) => ({ lt: "gt", gt: "lt", le: "ge", ge: "le" })[is]!);
    const condition = this.chance(3)
      ? `${limit} local.get ${counter} ${mirrored}`
      : `local.get ${counter} ${limit} ${compared}`;
    const isClean = random.below(3) > 0;
    const rounds = () => this.inside(!isClean, () => this.inside(!isClean, () => this.statements(2)));
    const body = this.inside(!isClean, rounds);
    const extra = isClean
      ? ""
      : random.pick([
          "",
          `${this.condition()} br_if 0`,
          `${this.condition()} br_if 2`,
          `local.get ${counter} i32.const 0 i32.add local.set ${counter}`,
        ]);
    const size = relation === "ne" ? 1 : step;
    const next = `local.get ${counter} i32.const ${size} i32.${rises ? "add" : "sub"} local.set ${counter} br 1`;
    const loop = `loop void ${condition} if void ${body} ${extra} ${next} end end`;
    // "ne" must meet its bound.
    const begin = relation === "ne" ? Math[rises ? "min" : "max"](first, last) : first;
    const set = isVariable ? `i32.const ${last} local.set ${bound}` : "";
    return `i32.const ${begin} local.set ${counter} ${set} block void ${loop} end`;
  }

  /** A loop that asks at its end. */
  private untilDone(): string {
    const counter = this.counter();
    const body = this.inside(true, () => this.inside(false, () => this.statements(2)));
    const early = this.chance(3) ? `${this.condition()} br_if 1` : "";
    const next = `local.get ${counter} i32.const 1 i32.sub local.tee ${counter} br_if 0`;
    return `i32.const ${1 + this.random.below(4)} local.set ${counter} block void loop void ${body} ${early} ${next} end end`;
  }

  private table(): string {
    const texts = [0, 1, 2].map((open) =>
      Array.from({ length: 3 - open }).reduceRight<() => string>(
        (write) => () => this.inside(true, write),
        () => this.statements(1),
      )(),
    );
    return `block void block void block void ${this.value("i32")} i32.const 3 i32.and br_table 3 0 1 2 1 end ${texts[1]} end ${texts[2]} br 0 end`;
  }

  /** Leaves a block, the function, or everything. */
  private jump(): string {
    const { random } = this;
    const labels = this.blocks.flatMap((isPlain, place) => (isPlain ? [this.blocks.length - 1 - place] : []));
    const out = this.blocks.length;
    const leave = `${this.results()} return`;
    const forms = [
      () => `${this.condition()} if void ${this.inside(false, () => leave)} end`,
      () => `${this.results()} ${this.condition()} br_if ${out} ${this.self.results.map(() => "drop").join(" ")}`,
      () => `${this.condition()} if void ${this.results()} br ${out + 1} end`,
      () => `${this.condition()} if void unreachable end`,
      () => `${this.condition()} if void ${"i32.const 0 ".repeat(4)} call ${ABORT} unreachable end`,
    ];
    if (labels.length > 0 && this.chance(2)) return `${this.condition()} br_if ${random.pick(labels)}`;
    if (this.chance(6)) return `${this.condition()} if void ${this.inside(true, () => this.jumpByTable())} end`;
    // Traps end most of what is worth comparing, so they are rare.
    return random.pick([forms[0]!, forms[1]!, forms[2]!, ...(this.chance(6) ? [forms[3]!, forms[4]!] : [])])();
  }

  /** A table that leads out of the function, and elsewhere if that takes no values. */
  private jumpByTable(): string {
    const out = this.blocks.length;
    return `${this.results()} ${this.condition()} br_table ${this.self.results.length === 0 ? `1 0 ${out}` : `0 ${out}`}`;
  }

  private call(): string {
    const { random } = this;
    const callee = random.pick(this.callees);
    const values = callee.parameters.map((type) => this.value(type)).join(" ");
    const drops = callee.results.map(() => "drop").join(" ");
    const isIndirect = callee.place >= 0 && this.chance(2);
    const place = this.chance(9) ? `${this.value("i32")} i32.const 3 i32.and` : `i32.const ${callee.place}`;
    const call = isIndirect
      ? `${place} call_indirect #${signatureOf(callee).parameters}:${signatureOf(callee).results}# 0`
      : `call ${callee.index}`;
    const recursive = callee.index <= this.self.index || callee.place >= 0;
    if (!recursive) return `${values} ${call} ${drops}`;
    const step = (by: number) => `global.get ${DEPTH} i32.const ${by} i32.add global.set ${DEPTH}`;
    return `global.get ${DEPTH} i32.const 5 i32.lt_u if void ${step(1)} ${values} ${call} ${drops} ${step(-1)} end`;
  }

  private host(): string {
    if (this.chance(3)) return `i32.const 0 i32.const 0 i32.const 0 i32.const 0 call ${CALL} global.set ${STATE}`;
    return `i32.const 64 i32.const ${this.random.below(900)} call ${LOAD}`;
  }

  private give(): string {
    return `${this.value("i32")} i32.const 1023 i32.and ${this.value("i64")} i64.store 0 ${this.chance(30) ? 70_000 : 0}`;
  }

  private valueBlock(): string {
    const inner = `${this.value("i32")} ${this.condition()} br_if 0 drop ${this.inside(false, () => this.statements(1))} ${this.value("i32")}`;
    return this.chance(2)
      ? `block i32 ${inner} end global.set ${STATE}`
      : `${this.condition()} if i32 ${this.value("i32")} else ${this.value("i32")} end global.set ${STATE}`;
  }

  private bulk(): string {
    const { random } = this;
    if (this.chance(4)) return `i32.const ${random.below(3)} memory.grow 0 drop`;
    return `i32.const 0 i32.const 7 ${this.chance(3) ? this.value("i32") : `i32.const ${random.below(99)}`} i32.const 1023 i32.and memory.fill 0`;
  }
}

/**
 * A random contract for comparing meters: loops of every kind, calls that are recursive or not, direct or through a table
 * in which only some functions stand, host calls, and every way to leave a block, a function or the execution.
 */
export function generateFlow(random: Random): ModuleBuilder {
  const builder = new ModuleBuilder();
  builder.import("load", { parameters: "i32 i32" });
  builder.import("call", { parameters: "i32 i32 i32 i32", results: "i32" });
  builder.import("abort", { parameters: "i32 i32 i32 i32" });
  const list = (count: number) => Array.from({ length: count }, () => random.pick<Type>(["i32", "i64"]));
  const hasTable = random.below(2) === 0;
  let places = 1;
  const callees: Callee[] = [{ parameters: ["i32"], results: ["i32"], index: IMPORT_COUNT, place: -1 }];
  for (let count = 1 + random.below(7); count > 0; count--) {
    const place = hasTable && random.below(3) === 0 ? places++ : -1;
    const results = list(random.below(8) === 0 ? 2 : random.below(2));
    callees.push({ parameters: list(random.below(3)), results, index: IMPORT_COUNT + callees.length, place });
  }
  builder.memory(1, 4).export("memory", "memory", 0).table(8);
  const placed = callees.filter(({ place }) => place > 0);
  if (placed.length > 0) {
    builder.elements(
      1,
      placed.map(({ index }) => index),
    );
  }
  for (let global = 0; global < 2; global++) builder.global("i32", true, "i32.const 1");
  // Functions that are called only by those before them, and, in half of all contracts, by anybody.
  const anybody = random.below(2) === 0;
  for (const self of callees) {
    const reachable = callees.filter(({ index }) => anybody || index > self.index || random.below(12) === 0);
    const { code, locals } = new FlowWriter(random, self, reachable.length > 0 ? reachable : [self]).write();
    const resolved = code.replace(/#([a-z0-9 ]*):([a-z0-9 ]*)#/g, (_, parameters: string, results: string) =>
      String(builder.type({ parameters, results })),
    );
    builder.function({ ...signatureOf(self), code: resolved, locals });
  }
  return builder.export("execute", "function", IMPORT_COUNT);
}
