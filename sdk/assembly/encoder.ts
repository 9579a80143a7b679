/**
 * Encodes a thread's result: an object graph of any shape, written without recursion.
 *
 * Stream: the root, then one body for every object in the order of its first reference. A reference is a u32: 0 for null,
 * the object's number if it was seen before, otherwise the next number followed by its run-time id and payload size.
 * Class bodies come from methods that the transform adds to every class (`__tc_encode`, `__tc_decode`). The format is private to
 * one module: both sides are the same binary. Reading it back is in `decoder.ts`.
 */

/** Body writer of one static type. The unusual signature keeps user functions out of the indirect call's targets. */
// @ts-ignore: function type
type EncodeThunk = (encoder: usize, object: usize, unused1: u64, unused2: u32, unused3: u64, unused4: u32) => u64;

const INITIAL_BYTES: i32 = 256;
const INITIAL_BUCKETS: u32 = 64;
const OBJECT_HEADER_BYTES: usize = 8; // run-time id and payload size sit right before the payload

/** The writer that generated methods receive. */
// @ts-ignore: decorator
@global @final
export class __tc_Encoder {
  private bytes: ArrayBuffer = new ArrayBuffer(INITIAL_BYTES);
  private length: usize = 0;
  /** Open addressing, (pointer, number) pairs; a zero pointer is free. */
  private table: ArrayBuffer = new ArrayBuffer(INITIAL_BUCKETS * 8);
  private mask: u32 = INITIAL_BUCKETS - 1;
  private count: u32 = 0;
  /** (pointer, thunk index) pairs of the objects whose body is not written yet. */
  private queue: ArrayBuffer = new ArrayBuffer(INITIAL_BYTES);
  private queueLength: usize = 0;
  private queueHead: usize = 0;

  /** Address of the bytes written so far. */
  get pointer(): usize { return changetype<usize>(this.bytes); }

  /** Number of bytes written so far. */
  get size(): u32 { return <u32>this.length; }

  /** Writes the root and everything that is reachable from it. */
  encode<T>(value: T): void {
    this.write<T>(value);
    while (this.queueHead < this.queueLength) {
      const item = changetype<usize>(this.queue) + this.queueHead;
      this.queueHead += 8;
      call_indirect<u64>(load<u32>(item, 4), changetype<usize>(this), <usize>load<u32>(item), <u64>0, <u32>0, <u64>0, <u32>0);
    }
  }

  /** Writes one value: its bytes, or a reference to an object that follows later. */
  write<T>(value: T): void {
    if (isManaged<T>()) {
      this.reference<T>(changetype<usize>(value));
    } else if (isInteger<T>()) {
      store<T>(this.reserve(sizeof<T>()), value);
    } else {
      unreachable(); // the transform refuses these types with TC1003
    }
  }

  /** Writes the field of type `T` at `offset` of the object at `object`. */
  field<T>(object: usize, offset: usize): void {
    if (isManaged<T>()) this.reference<T>(load<usize>(object + offset));
    else if (isInteger<T>()) this.write<T>(load<T>(object + offset));
    else unreachable();
  }

  /** Copies raw bytes. */
  copy(source: usize, length: usize): void {
    memory.copy(this.reserve(length), source, length);
  }

  private reference<T>(object: usize): void {
    if (object == 0) { this.word(0); return; }
    const slot = this.find(object);
    const seen = load<u32>(slot, 4);
    if (seen != 0) { this.word(seen); return; }
    const size = <usize>load<u32>(object - 4);
    const number = ++this.count;
    store<u32>(slot, <u32>object);
    store<u32>(slot, number, 4);
    if (this.count * 2 > this.mask) this.rehash();
    const out = this.reserve(4 + OBJECT_HEADER_BYTES);
    store<u32>(out, number);
    store<u32>(out, load<u32>(object - 8), 4);
    store<u32>(out, <u32>size, 8);
    if (isString<T>() || idof<T>() == idof<ArrayBuffer>()) this.copy(object, size);
    else this.enqueue(object, encodeThunk<T>());
  }

  private word(value: u32): void { store<u32>(this.reserve(4), value); }

  private reserve(count: usize): usize {
    const start = this.length;
    const end = start + count;
    if (end > <usize>this.bytes.byteLength) this.bytes = grow(this.bytes, start, end);
    this.length = end;
    return changetype<usize>(this.bytes) + start;
  }

  private enqueue(object: usize, thunk: u32): void {
    const start = this.queueLength;
    if (start + 8 > <usize>this.queue.byteLength) {
      // Bodies already written are dropped first, so that the queue holds only what is pending.
      const pending = start - this.queueHead;
      memory.copy(changetype<usize>(this.queue), changetype<usize>(this.queue) + this.queueHead, pending);
      this.queueHead = 0;
      this.queueLength = pending;
      if (pending * 2 > <usize>this.queue.byteLength) this.queue = grow(this.queue, pending, pending + 8);
    }
    const item = changetype<usize>(this.queue) + this.queueLength;
    store<u32>(item, <u32>object);
    store<u32>(item, thunk, 4);
    this.queueLength += 8;
  }

  private find(object: usize): usize {
    const table = changetype<usize>(this.table);
    let index = (<u32>object >> 4) * 0x9E3779B1 & this.mask;
    while (true) {
      const slot = table + (<usize>index << 3);
      const key = load<u32>(slot);
      if (key == <u32>object || key == 0) return slot;
      index = (index + 1) & this.mask;
    }
  }

  private rehash(): void {
    const old = this.table;
    const end = changetype<usize>(old) + <usize>old.byteLength;
    this.table = new ArrayBuffer(old.byteLength * 2);
    this.mask = this.mask * 2 + 1;
    for (let slot = changetype<usize>(old); slot < end; slot += 8) {
      const object = load<u32>(slot);
      if (object != 0) store<u64>(this.find(object), load<u64>(slot));
    }
  }
}

function grow(buffer: ArrayBuffer, used: usize, needed: usize): ArrayBuffer {
  const size = max(<usize>buffer.byteLength * 2, needed);
  const grown = changetype<ArrayBuffer>(__new(size, idof<ArrayBuffer>()));
  memory.copy(changetype<usize>(grown), changetype<usize>(buffer), used);
  return grown;
}

function encodeThunk<T>(): u32 {
  const thunk: EncodeThunk = (encoder, object, unused1, unused2, unused3, unused4): u64 => {
    // @ts-ignore: the transform adds the method
    if (isDefined(changetype<nonnull<T>>(object).__tc_encode)) changetype<nonnull<T>>(object).__tc_encode(changetype<__tc_Encoder>(encoder));
    else unreachable(); // the transform refuses these types with TC1003
    return 0;
  };
  return thunk.index;
}
