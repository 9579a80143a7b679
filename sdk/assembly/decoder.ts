/**
 * Reads back what `encoder.ts` wrote. Every count, size, number and run-time id is checked: bytes that no encoder wrote trap.
 */

/** Body reader of one static type; see `EncodeThunk`. */
type DecodeThunk = (decoder: usize, object: usize, unused1: u64, unused2: u32, unused3: u32, unused4: u64) => u64;

const INITIAL_THUNKS: i32 = 32;

/** A hash container is filled after everything else, when its keys can be compared. */
export abstract class Deferred {
  abstract fill(): void;
}

/** The reader that generated methods receive. */
// @ts-ignore: decorator
@global @final
export class __tc_Decoder {
  private position: usize;
  private end: usize;
  /** Objects by number - 1; keeps them alive while the graph is incomplete. */
  private objects: Array<Object> = new Array<Object>();
  private thunks: ArrayBuffer = new ArrayBuffer(INITIAL_THUNKS * 4);
  private deferred: Array<Deferred> = new Array<Deferred>();

  /** Reads `bytes`, which must stay unchanged until `decode` returns. */
  constructor(private bytes: ArrayBuffer) {
    this.position = changetype<usize>(bytes);
    this.end = this.position + <usize>bytes.byteLength;
  }

  /** Reads the root and everything that is reachable from it. */
  decode<T>(): T {
    if (isManaged<T>()) {
      const root = this.reference<T>();
      if (!isNullable<T>()) assert(root != 0, MALFORMED);
      this.bodies();
      return changetype<T>(root);
    } else {
      const value = this.read<T>();
      this.bodies();
      return value;
    }
  }

  /** Reads one value. */
  read<T>(): T {
    if (isManaged<T>()) {
      return changetype<T>(this.reference<T>());
    } else if (isBoolean<T>()) {
      return <T>(load<u8>(this.take(1)) != 0);
    } else if (isInteger<T>()) {
      return load<T>(this.take(sizeof<T>()));
    } else {
      throw new Error(REFUSED);
    }
  }

  /** Reads the field of type `T` into `offset` of the object at `object`. */
  field<T>(object: usize, offset: usize): void {
    this.element<T>(object, object + offset);
  }

  /** Reads a value of type `T` that `owner` keeps at `address`. */
  element<T>(owner: usize, address: usize): void {
    if (isManaged<T>()) {
      const value = this.reference<T>();
      store<usize>(address, value);
      if (value != 0) __link(owner, value, true);
    } else if (isInteger<T>()) {
      store<T>(address, this.read<T>());
    } else {
      unreachable();
    }
  }

  /** Copies the next bytes. */
  copy(target: usize, length: usize): void {
    memory.copy(target, this.take(length), length);
  }

  /** Traps unless `count` items of at least `bytesEach` bytes can follow. */
  expect(count: u32, bytesEach: usize): void {
    assert(<u64>count * <u64>bytesEach <= <u64>(this.end - this.position), MALFORMED);
  }

  /** Fills a hash container when everything else is complete. */
  defer(container: Deferred): void { this.deferred.push(container); }

  private reference<T>(): usize {
    const number = load<u32>(this.take(4));
    if (number == 0) return 0;
    const known = <u32>this.objects.length;
    if (number <= known) {
      const object = changetype<usize>(unchecked(this.objects[number - 1]));
      assert(changetype<Object>(object) instanceof nonnull<T>, MALFORMED);
      return object;
    }
    assert(number == known + 1, MALFORMED);
    const header = this.take(8);
    return this.create<T>(load<u32>(header), <usize>load<u32>(header, 4));
  }

  private create<T>(id: u32, size: usize): usize {
    assert(isClassOf<T>(id), MALFORMED);
    const plain = isString<T>() || idof<T>() == idof<ArrayBuffer>();
    const fixed = plain ? 0 : sizeOf<T>(id);
    assert(fixed == 0 ? size <= this.end - this.position : size == fixed, MALFORMED);
    // Not cleared: the incremental runtime clears it, and with the others nothing looks at it before its body is read.
    const object = __new(size, id);
    if (plain) this.copy(object, size);
    const index = this.objects.length;
    this.objects.push(changetype<Object>(object));
    if (index * 4 >= this.thunks.byteLength) {
      const grown = new ArrayBuffer(index * 8);
      memory.copy(changetype<usize>(grown), changetype<usize>(this.thunks), <usize>index * 4);
      this.thunks = grown;
    }
    store<u32>(changetype<usize>(this.thunks) + (<usize>index << 2), plain ? 0 : decodeThunk<T>());
    return object;
  }

  private bodies(): void {
    for (let i = 0; i < this.objects.length; i++) {
      const thunk = load<u32>(changetype<usize>(this.thunks) + (<usize>i << 2));
      if (thunk == 0) continue;
      const object = changetype<usize>(unchecked(this.objects[i]));
      call_indirect<u64>(thunk, changetype<usize>(this), object, <u64>0, <u32>0, <u32>0, <u64>0);
    }
    assert(this.position == this.end, MALFORMED);
    for (let i = this.deferred.length - 1; i >= 0; i--) unchecked(this.deferred[i]).fill();
  }

  private take(count: usize): usize {
    const start = this.position;
    assert(count <= this.end - start, MALFORMED);
    this.position = start + count;
    return start;
  }
}

// @ts-ignore: decorator
@lazy export const MALFORMED: string = "malformed thread result";

/** The transform refuses types without an encoding with TC1003, after they were compiled; no program runs this. */
// @ts-ignore: decorator
@lazy const REFUSED: string = "this type cannot leave a thread";

/**
 * Memory that looks like an object with a given run-time id, which lies 8 bytes in front of the payload. Ids and sizes are checked on
 * it before there is an object: the collector cannot live with one that has an unknown id or is too small.
 */
// @ts-ignore: decorator
@lazy const impostor: usize = memory.data(16, 16);

/** Whether objects with the run-time id are a `T`. */
function isClassOf<T>(id: u32): bool {
  store<u32>(impostor, id);
  return changetype<Object>(impostor + 8) instanceof nonnull<T>;
}

/** The payload size of objects with the run-time id, a subclass of `T`; 0 for a static array, which has any. */
function sizeOf<T>(id: u32): usize {
  store<u32>(impostor, id);
  // @ts-ignore: the transform adds the method
  if (isDefined(changetype<nonnull<T>>(impostor).__tc_size)) return changetype<nonnull<T>>(impostor + 8).__tc_size();
  else throw new Error(REFUSED);
}

function decodeThunk<T>(): u32 {
  const thunk: DecodeThunk = (decoder, object, unused1, unused2, unused3, unused4): u64 => {
    // @ts-ignore: the transform adds the method
    if (isDefined(changetype<nonnull<T>>(object).__tc_decode)) changetype<nonnull<T>>(object).__tc_decode(changetype<__tc_Decoder>(decoder));
    else unreachable(); // the transform refuses these types with TC1003
    return 0;
  };
  return thunk.index;
}
