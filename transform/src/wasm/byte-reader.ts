import { malformed } from "./refusal";

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * A bounded cursor over part of a module.
 *
 * Every read checks the end of its range and every variable-length integer is checked as the WebAssembly specification
 * demands; what does not fit is refused with TC6001 and its byte offset.
 *
 * @example
 * ```ts
 * new ByteReader(Uint8Array.of(0xe5, 0x8e, 0x26)).u32(); // 624485
 * ```
 */
export class ByteReader {
  /** The next byte to read, counted from the start of the file. */
  offset: number;

  constructor(
    readonly bytes: Uint8Array,
    start = 0,
    readonly end: number = bytes.length,
  ) {
    this.offset = start;
  }

  /** Bytes from here to the end of the range. */
  get remaining(): number {
    return this.end - this.offset;
  }

  /** One byte. */
  byte(): number {
    if (this.offset >= this.end) malformed("unexpected end", this.offset);
    return this.bytes[this.offset++]!;
  }

  /** Moves past `length` bytes and returns a view of them. */
  take(length: number): Uint8Array {
    if (length > this.remaining) malformed("unexpected end", this.offset);
    const start = this.offset;
    this.offset += length;
    return this.bytes.subarray(start, this.offset);
  }

  /** A reader for the next `length` bytes; this one moves past them. */
  slice(length: number): ByteReader {
    if (length > this.remaining) malformed("a length leads past the end", this.offset);
    const start = this.offset;
    this.offset += length;
    return new ByteReader(this.bytes, start, this.offset);
  }

  /** An unsigned 32-bit integer, LEB128. */
  u32(): number {
    const first = this.byte();
    if (first < 0x80) return first;
    const start = this.offset - 1;
    let value = first & 0x7f;
    for (let shift = 7; shift < 28; shift += 7) {
      const next = this.byte();
      value |= (next & 0x7f) << shift;
      if (next < 0x80) return value;
    }
    const last = this.byte();
    if (last > 0x0f) malformed("an integer is too long", start);
    return (value | (last << 28)) >>> 0;
  }

  /** A signed 32-bit integer, LEB128. */
  s32(): number {
    const start = this.offset;
    let value = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const next = this.byte();
      value |= (next & 0x7f) << shift;
      if (next < 0x80) return (value << (25 - shift)) >> (25 - shift);
    }
    const last = this.byte();
    // Four value bits; the rest of the byte must repeat the sign.
    if (last > 0x7f || (last > 0x07 && last < 0x78)) malformed("an integer is too long", start);
    return value | (last << 28);
  }

  /** A block type: a negative value type code or a type index. */
  s33(): number {
    const start = this.offset;
    let value = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const next = this.byte();
      value |= (next & 0x7f) << shift;
      if (next < 0x80) return (value << (25 - shift)) >> (25 - shift);
    }
    const last = this.byte();
    if (last > 0x7f || (last > 0x0f && last < 0x70)) malformed("an integer is too long", start);
    const low = value >>> 0;
    return (last & 0x0f) * 0x10000000 + low - ((last & 0x10) !== 0 ? 0x1_0000_0000 : 0);
  }

  /** A signed 64-bit integer, LEB128. */
  s64(): bigint {
    const start = this.offset;
    let value = 0n;
    for (let shift = 0n; shift < 63n; shift += 7n) {
      const next = this.byte();
      value |= BigInt(next & 0x7f) << shift;
      if (next < 0x80) return BigInt.asIntN(Number(shift) + 7, value);
    }
    const last = this.byte();
    if (last !== 0 && last !== 0x7f) malformed("an integer is too long", start);
    return BigInt.asIntN(64, value | (BigInt(last) << 63n));
  }

  /** Moves past a variable-length integer of at most `maximumBytes` bytes; the engine checks its value. */
  skipLeb(maximumBytes: number): void {
    const start = this.offset;
    for (let count = 0; count < maximumBytes; count++) {
      if (this.byte() < 0x80) return;
    }
    malformed("an integer is too long", start);
  }

  /** The length of a vector whose elements take at least `elementBytes` bytes each: never more than can follow. */
  count(elementBytes = 1): number {
    const start = this.offset;
    const count = this.u32();
    if (count * elementBytes > this.remaining) malformed("a count leads past the end", start);
    return count;
  }

  /** A name: its length in bytes, then UTF-8. */
  name(): string {
    const start = this.offset;
    const text = this.take(this.u32());
    try {
      return decoder.decode(text);
    } catch {
      return malformed("a name is not UTF-8", start);
    }
  }

  /** Demands that nothing is left over. */
  finish(what: string): void {
    if (this.offset !== this.end) malformed(`${what} has bytes left over`, this.offset);
  }
}
