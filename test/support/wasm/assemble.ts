import { BULK_PREFIX, ByteWriter, Immediate, opcodeOf, opcodes, ValueType } from "@threaded-contract/transform";

/** Reads the words of one listing in turn. */
class Words {
  private position = 0;
  private readonly words: readonly string[];

  constructor(listing: string) {
    this.words = listing.split(/\s+/).filter((word) => word !== "");
  }

  next(): string | undefined {
    return this.words[this.position++];
  }

  demand(): string {
    const word = this.next();
    if (word === undefined) throw new SyntaxError("the listing ends within an instruction");
    return word;
  }

  number(): number {
    const word = this.demand();
    const value = Number(word);
    if (!Number.isInteger(value)) throw new SyntaxError(`'${word}' is not a whole number`);
    return value;
  }
}

function blockType(word: string): number {
  if (word === "void") return -64;
  if (word.startsWith("#")) return Number(word.slice(1));
  return ValueType[word as keyof typeof ValueType] - 0x80;
}

function writeImmediate(kind: Immediate, words: Words, out: ByteWriter): void {
  switch (kind) {
    case Immediate.none:
      return;
    case Immediate.blockType:
      return out.s32(blockType(words.demand()));
    case Immediate.index:
      return out.u32(words.number());
    case Immediate.i32:
      return out.s32(words.number());
    case Immediate.i64:
      return out.s64(BigInt(words.demand()));
    case Immediate.labels: {
      const count = words.number();
      out.u32(count);
      for (let label = 0; label <= count; label++) out.u32(words.number());
      return;
    }
    case Immediate.memory:
    case Immediate.indirect:
    case Immediate.twoIndices:
      out.u32(words.number());
      return out.u32(words.number());
    case Immediate.f32:
      return out.raw(new Uint8Array(new Float32Array([words.number()]).buffer));
    case Immediate.f64:
      return out.raw(new Uint8Array(new Float64Array([words.number()]).buffer));
    case Immediate.referenceType:
      return out.byte(ValueType[words.demand() as keyof typeof ValueType]);
    case Immediate.valueTypes:
      out.u32(1);
      return out.byte(ValueType[words.demand() as keyof typeof ValueType]);
  }
}

/**
 * Assembles flat WebAssembly text: instruction names, each followed by its immediates in the order of the binary.
 *
 * Block types are `void`, a value type or `#` and a type index; `br_table` takes the number of labels, the labels, and
 * the default. Typed `select` is written `select-t`. A word `0x…` alone is one raw byte.
 *
 * @example `assemble("local.get 0  i32.const 1  i32.add")`
 */
export function assemble(listing: string): Uint8Array {
  const out = new ByteWriter();
  const words = new Words(listing);
  for (let word = words.next(); word !== undefined; word = words.next()) {
    if (/^0x[0-9a-f]{2}$/.test(word)) {
      out.byte(Number(word));
      continue;
    }
    const code = opcodeOf(word === "select-t" ? "select t" : word);
    if (code >= BULK_PREFIX) {
      out.byte(0xfc);
      out.u32(code - BULK_PREFIX);
    } else out.byte(code);
    writeImmediate(opcodes[code]!.immediate, words, out);
  }
  return out.finish();
}
