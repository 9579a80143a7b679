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
    let rest = BigInt.asUintN(byteCount * 8, BigInt(value));
    for (let i = byteCount - 1; i >= 0; i--) {
      this.buffer[at + i] = Number(rest & 0xffn);
      rest >>= 8n;
    }
    return this;
  }

  bytes(bytes: Uint8Array): this {
    const at = this.reserve(bytes.length);
    this.buffer.set(bytes, at);
    return this;
  }

  /** Appends a u32 byte length and the UTF-8 bytes. */
  text(text: string): this {
    const bytes = Buffer.from(text, "utf8");
    return this.small(bytes.length, 4).bytes(bytes);
  }

  /** The bytes so far, as a copy. */
  finish(): Uint8Array {
    return this.buffer.slice(0, this.used);
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
