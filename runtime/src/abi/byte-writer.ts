/** Up to this length a loop is faster than asking the engine or the host. */
const SHORT_LENGTH = 64;
const ASCII_MAXIMUM = 0x7f;

/** Appends big-endian values to a buffer that grows; the byte order is that of OP_NET's `BytesWriter`. */
export class ByteWriter {
  private buffer = new Uint8Array(64);
  private view = new DataView(this.buffer.buffer);
  private used = 0;

  get length(): number {
    return this.used;
  }

  /** Appends the low `byteCount` bytes of an integer, in two's complement. */
  integer(value: number | bigint, byteCount: number): this {
    if (typeof value === "number" && byteCount <= 4) return this.small(value, byteCount);
    const at = this.reserve(byteCount);
    if (byteCount === 8) {
      // Takes the low 64 bits, of negative numbers too.
      this.view.setBigUint64(at, typeof value === "bigint" ? value : BigInt(value));
      return this;
    }
    let rest = BigInt.asUintN(byteCount * 8, BigInt(value));
    for (let i = byteCount - 1; i >= 0; i--) {
      this.buffer[at + i] = Number(rest & 0xffn);
      rest >>= 8n;
    }
    return this;
  }

  bytes(bytes: Uint8Array): this {
    const at = this.reserve(bytes.length);
    if (bytes.length > SHORT_LENGTH) this.buffer.set(bytes, at);
    else for (let i = 0; i < bytes.length; i++) this.buffer[at + i] = bytes[i]!;
    return this;
  }

  /** Appends a u32 byte length and the UTF-8 bytes. */
  text(text: string): this {
    const start = this.used;
    if (text.length <= SHORT_LENGTH && this.small(text.length, 4).ascii(text)) return this;
    this.used = start;
    const bytes = Buffer.from(text, "utf8");
    return this.small(bytes.length, 4).bytes(bytes);
  }

  /** The bytes so far, as a copy. */
  finish(): Uint8Array {
    return this.buffer.slice(0, this.used);
  }

  /** Appends a text of ASCII alone; false, with some of it appended, if it is not. */
  private ascii(text: string): boolean {
    const at = this.reserve(text.length);
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit > ASCII_MAXIMUM) return false;
      this.buffer[at + i] = unit;
    }
    return true;
  }

  private small(value: number, byteCount: number): this {
    const at = this.reserve(byteCount);
    if (byteCount === 4) this.view.setUint32(at, value >>> 0);
    else if (byteCount === 2) this.view.setUint16(at, value & 0xffff);
    else this.view.setUint8(at, value & 0xff);
    return this;
  }

  private reserve(byteCount: number): number {
    const at = this.used;
    this.used += byteCount;
    if (this.used > this.buffer.length) {
      const grown = new Uint8Array(Math.max(this.used, this.buffer.length * 2));
      grown.set(this.buffer);
      this.buffer = grown;
      this.view = new DataView(grown.buffer);
    }
    return at;
  }
}
