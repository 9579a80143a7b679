import { ByteReader } from "./byte-reader";
import { BULK_PREFIX, Immediate, describeForeignOpcode, immediates } from "./opcodes";
import { malformed, notAllowed } from "./refusal";

/**
 * Reads the instructions of one function body, one at a time and without allocating.
 *
 * After `next()` returned true the fields describe the current instruction until the next call.
 *
 * @example
 * ```ts
 * const operators = new OperatorReader(module.bytes, body.codeStart, body.end);
 * while (operators.next()) console.log(operators.offset, opcodes[operators.opcode]!.name);
 * ```
 */
export class OperatorReader {
  /** As in the table `opcodes`. */
  opcode = 0;
  /** The byte offset in the file of the opcode. */
  offset = 0;
  /** The only or first immediate: an index, a depth, an i32, a memory offset, or a block type (negative: a value type). */
  immediate = 0;
  /** The second index, the alignment of a memory access, or the number of labels of a `br_table` without its default. */
  second = 0;
  private readonly reader: ByteReader;

  constructor(bytes: Uint8Array, start: number, end: number) {
    this.reader = new ByteReader(bytes, start, end);
  }

  /** One past the current instruction. */
  get end(): number {
    return this.reader.offset;
  }

  /** Moves to the next instruction; false at the end of the body. */
  next(): boolean {
    const reader = this.reader;
    if (reader.offset >= reader.end) return false;
    this.offset = reader.offset;
    let code = reader.byte();
    if (code === 0xfc) {
      const extended = reader.u32();
      if (extended > 17) notAllowed(`the unknown opcode 0xfc ${extended}`, this.offset);
      code = BULK_PREFIX + extended;
    }
    this.opcode = code;
    const kind = immediates[code];
    if (kind === Immediate.none) return true;
    this.readImmediate(kind);
    return true;
  }

  /** Labels of the current `br_table`, the default last. */
  labels(): number[] {
    const reader = new ByteReader(this.reader.bytes, this.offset + 1, this.reader.offset);
    const labels = Array.from({ length: reader.count() }, () => reader.u32());
    labels.push(reader.u32());
    return labels;
  }

  /** The value of the current `i64.const`. */
  longValue(): bigint {
    return new ByteReader(this.reader.bytes, this.offset + 1, this.reader.offset).s64();
  }

  private readImmediate(kind: number | undefined): void {
    const reader = this.reader;
    switch (kind) {
      case Immediate.index:
        this.immediate = reader.u32();
        return;
      case Immediate.blockType:
        this.immediate = reader.s33();
        return;
      case Immediate.i32:
        this.immediate = reader.s32();
        return;
      case Immediate.memory:
        this.second = reader.u32();
        if (this.second >= 32) malformed("an alignment is too large", this.offset);
        this.immediate = reader.u32();
        return;
      case Immediate.indirect:
      case Immediate.twoIndices:
        this.immediate = reader.u32();
        this.second = reader.u32();
        return;
      case Immediate.i64:
        return reader.skipLeb(10);
      default:
        return this.readRareImmediate(kind);
    }
  }

  private readRareImmediate(kind: number | undefined): void {
    const reader = this.reader;
    switch (kind) {
      case Immediate.labels:
        this.second = reader.count();
        for (let label = 0; label <= this.second; label++) reader.skipLeb(5);
        return;
      case Immediate.f32:
        reader.take(4);
        return;
      case Immediate.f64:
        reader.take(8);
        return;
      case Immediate.referenceType:
        this.immediate = reader.byte();
        return;
      case Immediate.valueTypes:
        this.second = reader.count();
        for (let type = 0; type < this.second; type++) this.immediate = reader.byte();
        return;
      default:
        notAllowed(describeForeignOpcode(this.opcode), this.offset);
    }
  }
}
