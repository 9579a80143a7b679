const encoder = new TextEncoder();

/**
 * A growing buffer with the encodings of the WebAssembly binary format.
 *
 * @example
 * ```ts
 * const writer = new ByteWriter();
 * writer.u32(624485);
 * writer.finish(); // e5 8e 26
 * ```
 */
export class ByteWriter {
  private buffer: Uint8Array;
  private used = 0;

  constructor(capacity = 256) {
    this.buffer = new Uint8Array(Math.max(capacity, 16));
  }

  /** Bytes written so far. */
  get length(): number {
    return this.used;
  }

  private reserve(extra: number): void {
    const needed = this.used + extra;
    if (needed <= this.buffer.length) return;
    const grown = new Uint8Array(Math.max(needed, this.buffer.length * 2));
    grown.set(this.buffer.subarray(0, this.used));
    this.buffer = grown;
  }

  /** Appends one byte. */
  byte(value: number): void {
    if (this.used === this.buffer.length) this.reserve(1);
    this.buffer[this.used++] = value;
  }

  /** Appends bytes as they are. */
  raw(bytes: ArrayLike<number>): void {
    this.reserve(bytes.length);
    this.buffer.set(bytes, this.used);
    this.used += bytes.length;
  }

  /** Copies `source[start, end)`. */
  copy(source: Uint8Array, start: number, end: number): void {
    const length = end - start;
    this.reserve(length);
    if (length < 24) {
      for (let index = start; index < end; index++) this.buffer[this.used++] = source[index]!;
      return;
    }
    this.buffer.set(source.subarray(start, end), this.used);
    this.used += length;
  }

  /** Appends an unsigned 32-bit integer, LEB128. */
  u32(value: number): void {
    let rest = value >>> 0;
    while (rest > 0x7f) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    this.byte(rest);
  }

  /** Appends a signed 32-bit integer, LEB128. */
  s32(value: number): void {
    let rest = value | 0;
    while (rest < -64 || rest > 63) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>= 7;
    }
    this.byte(rest & 0x7f);
  }

  /** Appends a signed 64-bit integer, LEB128. */
  s64(value: bigint): void {
    let rest = BigInt.asIntN(64, value);
    if (rest >= -0x4000_0000n && rest < 0x4000_0000n) return this.s32(Number(rest));
    while (rest < -64n || rest > 63n) {
      this.byte(Number(rest & 0x7fn) | 0x80);
      rest >>= 7n;
    }
    this.byte(Number(rest & 0x7fn));
  }

  /** Appends a name: its length in bytes, then UTF-8. */
  name(text: string): void {
    const bytes = encoder.encode(text);
    this.u32(bytes.length);
    this.raw(bytes);
  }

  /** Appends the content of `other`. */
  append(other: ByteWriter): void {
    this.copy(other.buffer, 0, other.used);
  }

  /** Forgets what was written and keeps the buffer. */
  clear(): void {
    this.used = 0;
  }

  /** Appends the content of `other` with its length in front. */
  sized(other: ByteWriter): void {
    this.u32(other.used);
    this.append(other);
  }

  /** Appends a section of the module. */
  section(id: number, content: ByteWriter): void {
    this.byte(id);
    this.sized(content);
  }

  /** A copy of what was written. */
  finish(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.buffer.subarray(0, this.used));
  }
}
