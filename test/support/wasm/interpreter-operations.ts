/** A value of a WebAssembly program: i32 as a signed number, i64 as a signed bigint, and null for a null reference. */
export type Value = number | bigint | null;

type Int = (left: number, right: number) => number | undefined;
type Long = (left: bigint, right: bigint) => number | bigint | undefined;

const signed = (value: bigint) => BigInt.asIntN(64, value);
const unsigned = (value: bigint) => BigInt.asUintN(64, value);
const flag = (condition: boolean) => (condition ? 1 : 0);

const ints: Record<string, Int> = {
  add: (a, b) => (a + b) | 0,
  sub: (a, b) => (a - b) | 0,
  mul: (a, b) => Math.imul(a, b),
  div_s: (a, b) => (b === 0 || (a === -0x8000_0000 && b === -1) ? undefined : (a / b) | 0),
  div_u: (a, b) => (b === 0 ? undefined : ((a >>> 0) / (b >>> 0)) | 0),
  rem_s: (a, b) => (b === 0 ? undefined : (a % b) | 0),
  rem_u: (a, b) => (b === 0 ? undefined : ((a >>> 0) % (b >>> 0)) | 0),
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
  shl: (a, b) => a << b,
  shr_s: (a, b) => a >> b,
  shr_u: (a, b) => (a >>> b) | 0,
  rotl: (a, b) => (a << (b & 31)) | ((b & 31) === 0 ? 0 : a >>> (32 - (b & 31))),
  rotr: (a, b) => ((b & 31) === 0 ? a : (a >>> (b & 31)) | (a << (32 - (b & 31)))),
  eq: (a, b) => flag(a === b),
  ne: (a, b) => flag(a !== b),
  lt_s: (a, b) => flag(a < b),
  lt_u: (a, b) => flag(a >>> 0 < b >>> 0),
  gt_s: (a, b) => flag(a > b),
  gt_u: (a, b) => flag(a >>> 0 > b >>> 0),
  le_s: (a, b) => flag(a <= b),
  le_u: (a, b) => flag(a >>> 0 <= b >>> 0),
  ge_s: (a, b) => flag(a >= b),
  ge_u: (a, b) => flag(a >>> 0 >= b >>> 0),
};

const LONG_MINIMUM = -0x8000_0000_0000_0000n;

const longs: Record<string, Long> = {
  add: (a, b) => signed(a + b),
  sub: (a, b) => signed(a - b),
  mul: (a, b) => signed(a * b),
  div_s: (a, b) => (b === 0n || (a === LONG_MINIMUM && b === -1n) ? undefined : signed(a / b)),
  div_u: (a, b) => (b === 0n ? undefined : signed(unsigned(a) / unsigned(b))),
  rem_s: (a, b) => (b === 0n ? undefined : signed(a % b)),
  rem_u: (a, b) => (b === 0n ? undefined : signed(unsigned(a) % unsigned(b))),
  and: (a, b) => signed(a & b),
  or: (a, b) => signed(a | b),
  xor: (a, b) => signed(a ^ b),
  shl: (a, b) => signed(a << (b & 63n)),
  shr_s: (a, b) => a >> (b & 63n),
  shr_u: (a, b) => signed(unsigned(a) >> (b & 63n)),
  rotl: (a, b) => signed((unsigned(a) << (b & 63n)) | (unsigned(a) >> (64n - (b & 63n)))),
  rotr: (a, b) => signed((unsigned(a) >> (b & 63n)) | (unsigned(a) << (64n - (b & 63n)))),
  eq: (a, b) => flag(a === b),
  ne: (a, b) => flag(a !== b),
  lt_s: (a, b) => flag(a < b),
  lt_u: (a, b) => flag(unsigned(a) < unsigned(b)),
  gt_s: (a, b) => flag(a > b),
  gt_u: (a, b) => flag(unsigned(a) > unsigned(b)),
  le_s: (a, b) => flag(a <= b),
  le_u: (a, b) => flag(unsigned(a) <= unsigned(b)),
  ge_s: (a, b) => flag(a >= b),
  ge_u: (a, b) => flag(unsigned(a) >= unsigned(b)),
};

const prefixed = <Entry>(prefix: string, table: Record<string, Entry>) =>
  Object.fromEntries(Object.entries(table).map(([name, entry]) => [`${prefix}.${name}`, entry]));

/** Instructions of two operands, by name; `undefined` as a result is a trap. */
export const binaryOperations: Readonly<Record<string, Int & Long>> = {
  ...prefixed("i32", ints as Record<string, Int & Long>),
  ...prefixed("i64", longs as Record<string, Int & Long>),
};

const countBits = (bits: string) => [...bits].filter((bit) => bit === "1").length;
const longBits = (value: bigint) => unsigned(value).toString(2).padStart(64, "0");
const trailingZeros = (bits: string) => bits.length - (bits.lastIndexOf("1") + 1);

/** Instructions of one operand, by name. */
export const unaryOperations: Readonly<Record<string, (value: never) => number | bigint>> = {
  "i32.eqz": (value: number) => flag(value === 0),
  "i64.eqz": (value: bigint) => flag(value === 0n),
  "i32.clz": (value: number) => Math.clz32(value),
  "i32.ctz": (value: number) => (value === 0 ? 32 : 31 - Math.clz32(value & -value)),
  "i32.popcnt": (value: number) => countBits((value >>> 0).toString(2)),
  "i64.clz": (value: bigint) => BigInt((longBits(value) + "1").indexOf("1")),
  "i64.ctz": (value: bigint) => BigInt(trailingZeros(longBits(value))),
  "i64.popcnt": (value: bigint) => BigInt(countBits(longBits(value))),
  "i32.wrap_i64": (value: bigint) => Number(BigInt.asIntN(32, value)),
  "i64.extend_i32_s": (value: number) => BigInt(value),
  "i64.extend_i32_u": (value: number) => BigInt(value >>> 0),
  "i32.extend8_s": (value: number) => (value << 24) >> 24,
  "i32.extend16_s": (value: number) => (value << 16) >> 16,
  "i64.extend8_s": (value: bigint) => BigInt.asIntN(8, value),
  "i64.extend16_s": (value: bigint) => BigInt.asIntN(16, value),
  "i64.extend32_s": (value: bigint) => BigInt.asIntN(32, value),
};

interface Load {
  readonly bytes: number;
  read(view: DataView, address: number): number | bigint;
}

interface Store {
  readonly bytes: number;
  write(view: DataView, address: number, value: never): void;
}

/** Loads by instruction name; WebAssembly is little endian. */
export const loads: Readonly<Record<string, Load>> = {
  "i32.load": { bytes: 4, read: (view, at) => view.getInt32(at, true) },
  "i64.load": { bytes: 8, read: (view, at) => view.getBigInt64(at, true) },
  "i32.load8_s": { bytes: 1, read: (view, at) => view.getInt8(at) },
  "i32.load8_u": { bytes: 1, read: (view, at) => view.getUint8(at) },
  "i32.load16_s": { bytes: 2, read: (view, at) => view.getInt16(at, true) },
  "i32.load16_u": { bytes: 2, read: (view, at) => view.getUint16(at, true) },
  "i64.load8_s": { bytes: 1, read: (view, at) => BigInt(view.getInt8(at)) },
  "i64.load8_u": { bytes: 1, read: (view, at) => BigInt(view.getUint8(at)) },
  "i64.load16_s": { bytes: 2, read: (view, at) => BigInt(view.getInt16(at, true)) },
  "i64.load16_u": { bytes: 2, read: (view, at) => BigInt(view.getUint16(at, true)) },
  "i64.load32_s": { bytes: 4, read: (view, at) => BigInt(view.getInt32(at, true)) },
  "i64.load32_u": { bytes: 4, read: (view, at) => BigInt(view.getUint32(at, true)) },
};

/** Stores by instruction name. */
export const stores: Readonly<Record<string, Store>> = {
  "i32.store": { bytes: 4, write: (view, at, value: number) => view.setInt32(at, value, true) },
  "i64.store": { bytes: 8, write: (view, at, value: bigint) => view.setBigInt64(at, value, true) },
  "i32.store8": { bytes: 1, write: (view, at, value: number) => view.setInt8(at, value) },
  "i32.store16": { bytes: 2, write: (view, at, value: number) => view.setInt16(at, value, true) },
  "i64.store8": { bytes: 1, write: (view, at, value: bigint) => view.setUint8(at, Number(BigInt.asUintN(8, value))) },
  "i64.store16": {
    bytes: 2,
    write: (view, at, value: bigint) => view.setUint16(at, Number(BigInt.asUintN(16, value)), true),
  },
  "i64.store32": {
    bytes: 4,
    write: (view, at, value: bigint) => view.setUint32(at, Number(BigInt.asUintN(32, value)), true),
  },
};
