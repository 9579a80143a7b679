/**
 * Writes values in the wire format: big endian, strings and sequences with a u32 count, classes as their fields.
 *
 * bool u8 · iN/uN N/8 bytes · u128/i128 16 · u256/i256 32 · string: u32 bytes, UTF-8 · ArrayBuffer, typed array, Array, StaticArray, Set: u32 count,
 * elements · Map: u32 count, key and value pairs · nullable: u8 presence, value · class: base class first, declaration order.
 */

const INITIAL_BYTES: i32 = 64;
/** Objects nested deeper than this are taken for a cycle. */
const DEPTH_MAX: u32 = 64;

/**
 * @example
 * const writer = new AbiWriter();
 * writer.write<string>("hello");
 * writer.write<u32>(7);
 * const bytes: Uint8Array = writer.toBytes();
 */
// @ts-ignore: decorator
@global @final
export class __tc_AbiWriter {
  /** @internal set by generated methods when the fields of the static type are written */
  stopped: bool = false;
  private bytes: ArrayBuffer = new ArrayBuffer(INITIAL_BYTES);
  private length: usize = 0;
  private depth: u32 = 0;

  /** Address of the bytes written so far. */
  get pointer(): usize { return changetype<usize>(this.bytes); }

  /** Number of bytes written so far. */
  get size(): u32 { return <u32>this.length; }

  /** Writes a value of any type that has a wire format. */
  write<T>(value: T): void {
    if (isBoolean<T>()) {
      store<u8>(this.reserve(1), value ? 1 : 0);
    } else if (isInteger<T>()) {
      store<T>(this.reserve(sizeof<T>()), bswap<T>(value));
    } else if (isManaged<T>()) {
      if (isNullable<T>()) {
        const present = changetype<usize>(value) != 0;
        store<u8>(this.reserve(1), present ? 1 : 0);
        if (present) this.object<nonnull<T>>(changetype<nonnull<T>>(value));
      } else {
        assert(changetype<usize>(value) != 0, "a value to be written was never initialised");
        this.object<T>(value);
      }
    } else {
      ERROR("this type has no wire format: floats, functions and unmanaged references cannot leave the contract");
    }
  }

  /** Writes the field of type `T` at `offset` of the object at `object`. */
  field<T>(object: usize, offset: usize): void {
    this.write<T>(load<T>(object + offset));
  }

  /** Adds `count` bytes and returns the address of the first. */
  reserve(count: usize): usize {
    const start = this.length;
    const end = start + count;
    if (end > <usize>this.bytes.byteLength) {
      const grown = changetype<ArrayBuffer>(__new(max(<usize>this.bytes.byteLength * 2, end), idof<ArrayBuffer>()));
      memory.copy(changetype<usize>(grown), changetype<usize>(this.bytes), start);
      this.bytes = grown;
    }
    this.length = end;
    return changetype<usize>(this.bytes) + start;
  }

  /** Adds raw bytes, without a count. */
  raw(source: usize, count: usize): void {
    memory.copy(this.reserve(count), source, count);
  }

  /** Adds a u32 count. */
  count(value: u32): void {
    store<u32>(this.reserve(4), bswap<u32>(value));
  }

  /** A copy of the bytes written so far. */
  toBytes(): Uint8Array {
    const copy = new Uint8Array(<i32>this.length);
    memory.copy(copy.dataStart, this.pointer, this.length);
    return copy;
  }

  private object<T>(value: T): void {
    if (isString<T>()) {
      const text = changetype<string>(value);
      const bytes = String.UTF8.byteLength(text);
      this.count(bytes);
      String.UTF8.encodeUnsafe(changetype<usize>(text), text.length, this.reserve(bytes));
    } else if (idof<T>() == idof<ArrayBuffer>()) {
      const buffer = changetype<ArrayBuffer>(value);
      this.count(buffer.byteLength);
      this.raw(changetype<usize>(buffer), buffer.byteLength);
    } else if (isArrayLike<T>() && offsetof<T>() == 0) { // StaticArray, the only one whose elements are its payload
      this.count(value.length);
      for (let i = 0; i < value.length; i++) this.write<valueof<T>>(unchecked(value[i]));
    } else {
      assert(++this.depth <= DEPTH_MAX, "objects that refer to each other have no wire format");
      value.__tc_abi_write(this, idof<T>());
      this.stopped = false;
      this.depth--;
    }
  }
}

// ---- bodies of the standard containers, called by methods that the transform adds to them ----

// @ts-ignore: decorator
@global
export function __tc_abi_write_typed<T>(writer: __tc_AbiWriter, view: ArrayBufferView): void {
  const start = view.dataStart;
  const count = <u32>view.byteLength >> alignof<T>();
  writer.count(count);
  if (sizeof<T>() == 1) writer.raw(start, count);
  else for (let i: u32 = 0; i < count; i++) writer.field<T>(start, <usize>i << alignof<T>());
}

// @ts-ignore: decorator
@global
export function __tc_abi_write_array<T>(writer: __tc_AbiWriter, array: Array<T>): void {
  const count = array.length;
  writer.count(count);
  for (let i = 0; i < count; i++) writer.field<T>(array.dataStart, <usize>i << alignof<T>());
}

// @ts-ignore: decorator
@global
export function __tc_abi_write_map<K, V>(writer: __tc_AbiWriter, map: Map<K, V>): void {
  const keys = map.keys();
  const values = map.values();
  writer.count(keys.length);
  for (let i = 0; i < keys.length; i++) {
    writer.write<K>(unchecked(keys[i]));
    writer.write<V>(unchecked(values[i]));
  }
}

// @ts-ignore: decorator
@global
export function __tc_abi_write_set<T>(writer: __tc_AbiWriter, set: Set<T>): void {
  const values = set.values();
  writer.count(values.length);
  for (let i = 0; i < values.length; i++) writer.write<T>(unchecked(values[i]));
}
