/** Reads values in the wire format of `abi-writer.ts`. Bytes that do not fit the type revert with what was expected. */
import { revert } from "./revert";
import { isUtf8 } from "./utf8";

/** Objects nested deeper than this are refused. */
const DEPTH_MAX: u32 = 64;

/**
 * @example
 * const reader = new AbiReader(bytes.buffer, "price feed");
 * const name = reader.read<string>();
 * const price = reader.read<u64>();
 * reader.finish();
 */
// @ts-ignore: decorator
@global @final
export class __tc_AbiReader {
  private position: usize;
  private end: usize;
  private depth: u32 = 0;

  /**
   * @param bytes what is read; it must not change meanwhile
   * @param what what the bytes are, for messages: "calldata", "result of getReserves"
   */
  constructor(private bytes: ArrayBuffer, private what: string = "data") {
    this.position = changetype<usize>(bytes);
    this.end = this.position + <usize>bytes.byteLength;
  }

  /** Number of bytes not yet read. */
  get remaining(): u32 { return <u32>(this.end - this.position); }

  /** Reads a value of any type that has a wire format. */
  read<T>(): T {
    if (isBoolean<T>()) {
      return <T>this.flag();
    } else if (isInteger<T>()) {
      return bswap<T>(load<T>(this.take(sizeof<T>())));
    } else if (isManaged<T>()) {
      if (isNullable<T>()) {
        if (!this.flag()) return changetype<T>(0);
        return changetype<T>(this.object<nonnull<T>>());
      } else {
        return this.object<T>();
      }
    } else {
      ERROR("this type has no wire format: floats, functions and unmanaged references cannot enter the contract");
      throw new Error("refused by the compiler");
    }
  }

  /** Reads the field of type `T` into `offset` of the object at `object`. */
  field<T>(object: usize, offset: usize): void {
    this.element<T>(object, object + offset);
  }

  /** Reads a value of type `T` that `owner` keeps at `address`. */
  element<T>(owner: usize, address: usize): void {
    const value = this.read<T>();
    store<T>(address, value);
    if (isManaged<T>()) {
      if (changetype<usize>(value) != 0) __link(owner, changetype<usize>(value), true);
    }
  }

  /** Skips `count` bytes and returns the address of the first; reverts when there are fewer. */
  take(count: usize): usize {
    const start = this.position;
    if (count > this.end - start) this.fail("it is too short");
    this.position = start + count;
    return start;
  }

  /** Reads the count of a sequence whose elements need at least `bytesEach` bytes, and checks that they can follow. */
  count(bytesEach: usize): u32 {
    const count = bswap<u32>(load<u32>(this.take(4)));
    if (<u64>count * <u64>bytesEach > <u64>(this.end - this.position)) this.fail("it is too short for a list of " + count.toString());
    return count;
  }

  /** Reverts when bytes are left over. */
  finish(): void {
    const extra = this.remaining;
    if (extra != 0) this.fail("it has " + extra.toString() + (extra == 1 ? " byte too many" : " bytes too many"));
  }

  /** Reverts with what is wrong. */
  fail(reason: string): void {
    revert("malformed " + this.what + ": " + reason);
  }

  private flag(): bool {
    const byte = load<u8>(this.take(1));
    if (byte > 1) this.fail("a flag is neither 0 nor 1");
    return byte == 1;
  }

  private object<T>(): T {
    if (isString<T>()) {
      const length = this.count(1);
      const start = this.take(length);
      if (!isUtf8(start, length)) this.fail("a string is not UTF-8");
      return changetype<T>(String.UTF8.decodeUnsafe(start, length));
    } else if (idof<T>() == idof<ArrayBuffer>()) {
      const length = this.count(1);
      const buffer = changetype<ArrayBuffer>(__new(length, idof<ArrayBuffer>()));
      memory.copy(changetype<usize>(buffer), this.take(length), length);
      return changetype<T>(buffer);
    } else if (isArrayLike<T>() && offsetof<T>() == 0) { // StaticArray, the only one whose elements are its payload
      const length = this.count(__tc_abi_minimum<valueof<T>>());
      const array = instantiate<T>(length);
      for (let i: u32 = 0; i < length; i++) this.field<valueof<T>>(changetype<usize>(array), <usize>i << alignof<valueof<T>>());
      return array;
    } else {
      if (++this.depth > DEPTH_MAX) this.fail("objects are nested too deeply");
      // Not cleared: the incremental runtime clears it, and with the others nothing looks at it before it is complete.
      const object = changetype<T>(__new(offsetof<T>(), idof<T>()));
      object.__tc_abi_read(this);
      this.depth--;
      return object;
    }
  }
}

/** The fewest bytes that a value of type `T` takes, which bounds a count by the data; only a class without fields takes none. */
// @ts-ignore: decorator
@inline
function __tc_abi_minimum<T>(): usize {
  if (isInteger<T>()) return sizeof<T>();
  const hasPayload = isNullable<T>() || isString<T>() || isArrayLike<T>() || idof<T>() == idof<ArrayBuffer>() || offsetof<T>() != 0;
  return hasPayload ? 1 : 0;
}

// ---- bodies of the standard containers, called by methods that the transform adds to them ----

// @ts-ignore: decorator
@global
export function __tc_abi_read_typed<T>(reader: __tc_AbiReader, view: ArrayBufferView): void {
  const object = changetype<usize>(view);
  const count = reader.count(sizeof<T>());
  const data = attach(object, count, <usize>count << alignof<T>());
  if (sizeof<T>() == 1) memory.copy(data, reader.take(count), count);
  else for (let i: u32 = 0; i < count; i++) store<T>(data + (<usize>i << alignof<T>()), reader.read<T>());
}

// @ts-ignore: decorator
@global
export function __tc_abi_read_array<T>(reader: __tc_AbiReader, array: Array<T>): void {
  const object = changetype<usize>(array);
  const count = reader.count(__tc_abi_minimum<T>());
  const data = attach(object, count, <usize>count << alignof<T>());
  store<u32>(object, count, offsetof<Array<T>>("length_"));
  for (let i: u32 = 0; i < count; i++) reader.element<T>(object, data + (<usize>i << alignof<T>()));
}

// @ts-ignore: decorator
@global
export function __tc_abi_read_map<K, V>(reader: __tc_AbiReader, map: Map<K, V>): void {
  map.clear();
  const count = reader.count(__tc_abi_minimum<K>() + __tc_abi_minimum<V>());
  for (let i: u32 = 0; i < count; i++) {
    const key = reader.read<K>();
    if (map.has(key)) reader.fail("a map has the same key twice");
    map.set(key, reader.read<V>());
  }
}

// @ts-ignore: decorator
@global
export function __tc_abi_read_set<T>(reader: __tc_AbiReader, set: Set<T>): void {
  set.clear();
  const count = reader.count(__tc_abi_minimum<T>());
  for (let i: u32 = 0; i < count; i++) {
    const value = reader.read<T>();
    if (set.has(value)) reader.fail("a set has the same value twice");
    set.add(value);
  }
}

/** Gives an array or a view (which share their layout) a new buffer of `bytes` bytes and returns its address. */
function attach(object: usize, count: u32, bytes: usize): usize {
  const data = __new(bytes, idof<ArrayBuffer>());
  store<usize>(object, data, offsetof<ArrayBufferView>("buffer"));
  store<usize>(object, data, offsetof<ArrayBufferView>("dataStart"));
  store<u32>(object, <u32>bytes, offsetof<ArrayBufferView>("byteLength"));
  __link(object, data, false);
  return data;
}
