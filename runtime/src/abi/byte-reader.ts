/** Elements without any bytes, such as objects of an empty class, that a collection may have. */
const EMPTY_ELEMENTS_MAXIMUM = 65_536;

/** Reads big-endian values and refuses to pass the end. */
export class ByteReader {
  private position = 0;
  private readonly view: DataView;

  constructor(private readonly source: Uint8Array) {
    this.view = new DataView(source.buffer, source.byteOffset, source.byteLength);
  }

  get remaining(): number {
    return this.source.length - this.position;
  }

  /** Reads an integer; up to 32 bits as a number, above as a bigint. */
  integer(byteCount: number, signed: boolean): number | bigint {
    const at = this.take(byteCount);
    if (byteCount === 1) return signed ? this.view.getInt8(at) : this.view.getUint8(at);
    if (byteCount === 2) return signed ? this.view.getInt16(at) : this.view.getUint16(at);
    if (byteCount === 4) return signed ? this.view.getInt32(at) : this.view.getUint32(at);
    let value = 0n;
    for (let i = 0; i < byteCount; i += 8) value = (value << 64n) | this.view.getBigUint64(at + i);
    return signed ? BigInt.asIntN(byteCount * 8, value) : value;
  }

  unsigned32(): number {
    return this.view.getUint32(this.take(4));
  }

  unsigned8(): number {
    return this.view.getUint8(this.take(1));
  }

  /** The next bytes, as a copy. */
  bytes(byteCount: number): Uint8Array {
    const at = this.take(byteCount);
    return this.source.slice(at, at + byteCount);
  }

  /** Reads a u32 byte length and that many bytes of UTF-8. */
  text(): string {
    const length = this.unsigned32();
    const at = this.take(length);
    if (length === 0) return "";
    const { buffer, byteOffset } = this.source;
    return Buffer.from(buffer, byteOffset + at, length).toString("utf8");
  }

  /** Reads a count of elements that need at least `leastBytes` each, so that a corrupt count cannot allocate. */
  count(leastBytes: number, countBytes: 2 | 4 = 4): number {
    const count = Number(this.integer(countBytes, false));
    if (count * leastBytes > this.remaining || count > Math.max(this.remaining, EMPTY_ELEMENTS_MAXIMUM)) {
      throw new RangeError(`${count} elements announced, but only ${this.remaining} bytes left`);
    }
    return count;
  }

  private take(byteCount: number): number {
    if (byteCount > this.remaining) {
      throw new RangeError(`${byteCount} bytes needed at offset ${this.position}, but only ${this.remaining} left`);
    }
    const at = this.position;
    this.position += byteCount;
    return at;
  }
}
