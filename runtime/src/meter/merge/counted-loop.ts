import { ByteReader, opcodeOf } from "@threaded-contract/transform";

const LOCAL_GET = opcodeOf("local.get");
const LOCAL_SET = opcodeOf("local.set");
const LOCAL_TEE = opcodeOf("local.tee");
const I32_CONST = opcodeOf("i32.const");
const I32_ADD = opcodeOf("i32.add");
const I32_SUB = opcodeOf("i32.sub");
const IF = opcodeOf("if");
const EMPTY_BLOCK = 0x40;

/** An operand of the comparison that keeps a loop going. */
export interface LoopOperand {
  readonly kind: "local" | "constant";
  /** The local's index, or the constant as a signed number. */
  readonly value: number;
}

interface Relation {
  readonly is: "lt" | "gt" | "le" | "ge" | "ne";
  readonly signed: boolean;
}

const relations: ReadonlyMap<number, Relation> = new Map([
  [opcodeOf("i32.ne"), { is: "ne", signed: false }],
  ...(["lt", "gt", "le", "ge"] as const).flatMap((is): [number, Relation][] => [
    [opcodeOf(`i32.${is}_s`), { is, signed: true }],
    [opcodeOf(`i32.${is}_u`), { is, signed: false }],
  ]),
]);

const mirrored = { lt: "gt", gt: "lt", le: "ge", ge: "le", ne: "ne" } as const;

/** How often a loop goes back to its beginning, as far as it is known before it begins. */
export interface TripCount {
  /** The comparison as it stands in the code, which holds if the loop goes round at all; null if it always counts. */
  readonly guard: { readonly left: LoopOperand; readonly right: LoopOperand; readonly opcode: number } | null;
  /** The distance is `high - low`, as an unsigned 32-bit number. */
  readonly high: LoopOperand;
  readonly low: LoopOperand;
  /** Added to the distance: 1 where the bound is reached too. */
  readonly extra: number;
  /** The distance that one round covers. */
  readonly step: number;
}

/** Whether `bound + past` is still a number of 32 bits, so that the counter cannot jump over it and wrap around. */
function staysInside(bound: LoopOperand, signed: boolean, past: number): boolean {
  if (past === 0) return true;
  if (bound.kind === "local") return false;
  const value = signed ? bound.value : bound.value >>> 0;
  const end = value + past;
  return signed ? end >= -0x8000_0000 && end <= 0x7fff_ffff : end >= 0 && end <= 0xffff_ffff;
}

/**
 * Follows the code of one loop of the form `while (counter < bound) { …; counter += step }`, in which only the comparison
 * ends the loop, and works out how often it goes round.
 */
export class CountedLoop {
  /** The increment that stands right before the jump back, if it is one. */
  private step = 0;
  private counter = -1;
  private incrementEnd = -1;
  private readonly sets = [0, 0];
  private broken = false;
  /** How far a `counter + step` has been read: 0 to 3 instructions of four. */
  private progress = 0;
  private candidate = -1;
  private constant = 0;

  private constructor(
    private readonly left: LoopOperand,
    private readonly right: LoopOperand,
    private readonly opcode: number,
    /** The byte offset of the loop. */
    readonly offset: number,
    /** How many blocks are open inside the loop's condition. */
    readonly bodyDepth: number,
  ) {}

  /**
   * Looks whether a loop begins with a comparison of locals and constants.
   *
   * @param offset of the `loop`
   * @param start of what follows it
   * @param depth open blocks, the loop included
   */
  static match(bytes: Uint8Array, offset: number, start: number, end: number, depth: number): CountedLoop | null {
    const reader = new ByteReader(bytes, start, end);
    const left = readOperand(reader);
    const right = left === null ? null : readOperand(reader);
    if (left === null || right === null || (left.kind === "constant" && right.kind === "constant")) return null;
    const opcode = reader.byte();
    if (!relations.has(opcode) || reader.byte() !== IF || reader.byte() !== EMPTY_BLOCK) return null;
    return new CountedLoop(left, right, opcode, offset, depth + 1);
  }

  /** The loop has something that makes its rounds or its charges hard to foresee. */
  spoil(): void {
    this.broken = true;
  }

  /** Takes notice of an instruction of the body. */
  see(opcode: number, immediate: number, end: number): void {
    if (opcode === LOCAL_SET || opcode === LOCAL_TEE) this.seeSet(opcode, immediate, end);
    else if (opcode === LOCAL_GET && this.place(immediate) >= 0) {
      this.progress = 1;
      this.candidate = immediate;
    } else if (opcode === I32_CONST && this.progress === 1) {
      this.progress = 2;
      this.constant = immediate;
    } else if ((opcode === I32_ADD || opcode === I32_SUB) && this.progress === 2) {
      this.progress = 3;
      if (opcode === I32_SUB) this.constant = -this.constant;
    } else this.progress = 0;
  }

  /** Something stands between the instructions of an increment. */
  interrupt(): void {
    this.progress = 0;
  }

  private seeSet(opcode: number, local: number, end: number): void {
    const place = this.place(local);
    if (place >= 0) this.sets[place]!++;
    if (opcode === LOCAL_SET && this.progress === 3 && local === this.candidate) {
      this.step = this.constant;
      this.counter = local;
      this.incrementEnd = end;
    }
    this.progress = 0;
  }

  /** Whether a jump back at `offset` is the only way round that a counted loop has. */
  closes(offset: number, depth: number): boolean {
    return !this.broken && offset === this.incrementEnd && depth === this.bodyDepth;
  }

  private place(local: number): number {
    if (this.left.kind === "local" && this.left.value === local) return 0;
    return this.right.kind === "local" && this.right.value === local ? 1 : -1;
  }

  /** How often the loop goes round, or null if it cannot be told. */
  tripCount(): TripCount | null {
    const place = this.place(this.counter);
    if (this.broken || place < 0 || this.sets[place] !== 1 || this.sets[1 - place] !== 0 || this.step === 0) {
      return null;
    }
    const [counter, bound] = place === 0 ? [this.left, this.right] : [this.right, this.left];
    if (bound.kind === "local" && bound.value === counter.value) return null;
    const { is, signed } = relations.get(this.opcode)!;
    return this.count(counter, bound, place === 0 ? is : mirrored[is], signed);
  }

  private count(counter: LoopOperand, bound: LoopOperand, is: Relation["is"], signed: boolean): TripCount | null {
    const { step } = this;
    const size = Math.abs(step);
    const rises = step > 0;
    const [high, low] = rises ? [bound, counter] : [counter, bound];
    if (is === "ne") return size === 1 ? { guard: null, high, low, extra: 0, step: 1 } : null;
    if (rises !== (is === "lt" || is === "le")) return null;
    const extra = is === "le" || is === "ge" ? 1 : 0;
    // The last value that the counter may take lies less than a step beyond the bound.
    const past = size - 1 + extra;
    if (size > 0xffff || !staysInside(bound, signed, rises ? past : -past)) return null;
    return { guard: { left: this.left, right: this.right, opcode: this.opcode }, high, low, extra, step: size };
  }
}

function readOperand(reader: ByteReader): LoopOperand | null {
  if (reader.remaining < 2) return null;
  const opcode = reader.byte();
  if (opcode === LOCAL_GET) return { kind: "local", value: reader.u32() };
  return opcode === I32_CONST ? { kind: "constant", value: reader.s32() } : null;
}
