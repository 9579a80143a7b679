/** Values of exactly 32 bytes: addresses, hashes, storage keys. */

const HEX_DIGITS: StaticArray<u8> = [
  0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66,
];

/** 32 bytes, compared by value. The bytes are the object itself, so that its address can be given to the host. */
export class Bytes32 {
  private word0: u64 = 0;
  private word1: u64 = 0;
  private word2: u64 = 0;
  private word3: u64 = 0;

  /** Address of the first byte. */
  get pointer(): usize { return changetype<usize>(this); }

  /** Whether all bytes are zero. */
  get isZero(): bool { return (this.word0 | this.word1 | this.word2 | this.word3) == 0; }

  /** The byte at `index`, 0 to 31. */
  byteAt(index: i32): u8 {
    if (<u32>index >= 32) throw new RangeError("a 32 byte value has no byte " + index.toString());
    return load<u8>(changetype<usize>(this) + <usize>index);
  }

  /** A copy of the bytes. */
  toBytes(): Uint8Array {
    const bytes = new Uint8Array(32);
    memory.copy(bytes.dataStart, changetype<usize>(this), 32);
    return bytes;
  }

  /** `0x` and 64 hexadecimal digits. */
  toString(): string {
    const text = changetype<string>(__new(66 << 1, idof<string>()));
    const out = changetype<usize>(text);
    store<u16>(out, 0x30);
    store<u16>(out, 0x78, 2);
    for (let i: usize = 0; i < 32; i++) {
      const byte = load<u8>(changetype<usize>(this) + i);
      store<u16>(out + (i << 2), unchecked(HEX_DIGITS[byte >> 4]), 4);
      store<u16>(out + (i << 2), unchecked(HEX_DIGITS[byte & 15]), 6);
    }
    return text;
  }

  // @ts-ignore: decorator
  @operator("==")
  equals(other: Bytes32): bool {
    return this.word0 == other.word0 && this.word1 == other.word1 && this.word2 == other.word2 && this.word3 == other.word3;
  }

  // @ts-ignore: decorator
  @operator("!=")
  differs(other: Bytes32): bool { return !this.equals(other); }

  /** @internal wire format: the 32 bytes as they are */
  __tc_abi_write(writer: __tc_AbiWriter, type: u32): void {
    writer.raw(changetype<usize>(this), 32);
    if (idof<this>() == type) writer.stopped = true;
  }

  /** @internal */
  __tc_abi_read(reader: __tc_AbiReader): void { memory.copy(changetype<usize>(this), reader.take(32), 32); }

  /** @internal bytes of the storage word that the value takes */
  __tc_word_bytes(): u32 { return 32; }

  /** @internal */
  __tc_word_write(pointer: usize): void { memory.copy(pointer, changetype<usize>(this), 32); }

  /** @internal */
  __tc_word_read(pointer: usize): void { memory.copy(changetype<usize>(this), pointer, 32); }
}

/** Fills a new value from 32 bytes; reverts for any other length. */
export function fillFromBytes(value: Bytes32, bytes: Uint8Array): void {
  if (bytes.length != 32) throw new RangeError("32 bytes are needed and there are " + bytes.length.toString());
  memory.copy(value.pointer, bytes.dataStart, 32);
}

/** Fills a new value from 64 hexadecimal digits, with or without `0x`; reverts for anything else. */
export function fillFromHex(value: Bytes32, text: string): void {
  const start = text.startsWith("0x") ? 2 : 0;
  if (text.length - start != 64) throw new RangeError("64 hexadecimal digits are needed");
  for (let i = 0; i < 32; i++) {
    const high = digit(text.charCodeAt(start + i * 2));
    const low = digit(text.charCodeAt(start + i * 2 + 1));
    store<u8>(value.pointer + <usize>i, <u8>(high << 4 | low));
  }
}

function digit(code: i32): i32 {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  if (letter >= 0x61 && letter <= 0x66) return letter - 0x57;
  throw new RangeError("not a hexadecimal digit");
}
