import { ByteReader } from "../abi/byte-reader";
import { ByteWriter } from "../abi/byte-writer";
import { compareBytes, hexadecimal } from "../storage/words";

/** How a value is written as canonical bytes, read back, and compared with another. */
export interface Codec<Value> {
  write(out: ByteWriter, value: Value): void;
  read(source: ByteReader): Value;
  /** What differs first, as `path: one, another`; undefined for equal values. */
  difference(left: Value, right: Value, path: string): string | undefined;
}

/** All bytes of a value. */
export function encode<Value>(codec: Codec<Value>, value: Value): Uint8Array {
  const out = new ByteWriter();
  codec.write(out, value);
  return out.finish();
}

/** The value of bytes that are exactly one value. @throws RangeError if they are shorter or longer */
export function decode<Value>(codec: Codec<Value>, bytes: Uint8Array): Value {
  const source = new ByteReader(bytes);
  const value = codec.read(source);
  if (source.remaining > 0) throw new RangeError(`${source.remaining} bytes are left over`);
  return value;
}

function scalar<Value extends number | bigint | string>(
  write: (out: ByteWriter, value: Value) => void,
  read: (source: ByteReader) => Value,
): Codec<Value> {
  const difference = (left: Value, right: Value, path: string): string | undefined =>
    left === right ? undefined : `${path}: ${left}, ${right}`;
  return { write, read, difference };
}

function blob(
  write: (out: ByteWriter, bytes: Uint8Array) => void,
  read: (source: ByteReader) => Uint8Array,
): Codec<Uint8Array> {
  const difference = (left: Uint8Array, right: Uint8Array, path: string): string | undefined =>
    compareBytes(left, right) === 0 ? undefined : `${path}: ${shown(left)}, ${shown(right)}`;
  return { write, read, difference };
}

const SHOWN_BYTES = 40;

function shown(bytes: Uint8Array): string {
  const text = hexadecimal(bytes.subarray(0, SHOWN_BYTES));
  return bytes.length > SHOWN_BYTES ? `${text}… (${bytes.length} bytes)` : text;
}

/** One byte. */
export const u8 = <Value extends number = number>(): Codec<Value> =>
  scalar<Value>(
    (out, value) => void out.integer(value, 1),
    (source) => source.unsigned8() as Value,
  );

/** Four bytes, big endian. */
export const u32: Codec<number> = scalar(
  (out, value) => void out.integer(value, 4),
  (source) => source.unsigned32(),
);

/** Eight bytes, big endian. */
export const u64: Codec<bigint> = scalar(
  (out, value) => void out.integer(value, 8),
  (source) => source.integer(8, false) as bigint,
);

/** UTF-8 after its length as u32. */
export const text: Codec<string> = scalar(
  (out, value) => void out.text(value),
  (source) => source.text(),
);

/** Exactly `length` bytes. */
export const fixed = (length: number): Codec<Uint8Array> =>
  blob(
    (out, bytes) => {
      if (bytes.length !== length) throw new RangeError(`${bytes.length} bytes instead of ${length}`);
      out.bytes(bytes);
    },
    (source) => source.bytes(length),
  );

/** Bytes after their length as u32. */
export const bytes: Codec<Uint8Array> = blob(
  (out, value) => void out.integer(value.length, 4).bytes(value),
  (source) => source.bytes(source.count(1)),
);

/** One byte, 0 or 1. */
export const flag: Codec<boolean> = {
  write: (out, value) => void out.integer(value ? 1 : 0, 1),
  read: (source) => {
    const byte = source.unsigned8();
    if (byte > 1) throw new RangeError(`${byte} is neither 0 nor 1`);
    return byte === 1;
  },
  difference: (left, right, path) => (left === right ? undefined : `${path}: ${left}, ${right}`),
};
