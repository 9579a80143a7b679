/**
 * Bodies of the standard containers in a thread's result. The transform adds methods to the standard classes that call these.
 */
import { Deferred } from "./decoder";

/** Writes a typed array: its buffer (shared views stay shared), offset and length. */
// @ts-ignore: decorator
@global
export function __tc_encode_view(encoder: __tc_Encoder, view: ArrayBufferView): void {
  encoder.write<ArrayBuffer>(view.buffer);
  encoder.write<u32>(view.byteOffset);
  encoder.write<u32>(view.byteLength);
}

// @ts-ignore: decorator
@global
export function __tc_decode_view(decoder: __tc_Decoder, view: ArrayBufferView): void {
  const object = changetype<usize>(view);
  const buffer = decoder.read<ArrayBuffer>();
  const offset = decoder.read<u32>();
  const length = decoder.read<u32>();
  assert(changetype<usize>(buffer) != 0, "malformed thread result");
  const available = <u32>buffer.byteLength;
  assert(offset <= available && length <= available - offset, "malformed thread result");
  store<usize>(object, changetype<usize>(buffer), offsetof<ArrayBufferView>("buffer"));
  store<usize>(object, changetype<usize>(buffer) + offset, offsetof<ArrayBufferView>("dataStart"));
  store<u32>(object, length, offsetof<ArrayBufferView>("byteLength"));
  __link(object, changetype<usize>(buffer), false);
}

// @ts-ignore: decorator
@global
export function __tc_encode_array<T>(encoder: __tc_Encoder, array: Array<T>): void {
  const length = array.length;
  encoder.write<u32>(length);
  if (isInteger<T>()) {
    encoder.copy(array.dataStart, <usize>length << alignof<T>());
  } else {
    for (let i = 0; i < length; i++) encoder.field<T>(array.dataStart, <usize>i << alignof<T>());
  }
}

// @ts-ignore: decorator
@global
export function __tc_decode_array<T>(decoder: __tc_Decoder, array: Array<T>): void {
  const object = changetype<usize>(array);
  const length = decoder.read<u32>();
  decoder.expect(length, isInteger<T>() ? sizeof<T>() : 4);
  const bytes = <usize>length << alignof<T>();
  const data = __new(bytes, idof<ArrayBuffer>());
  store<usize>(object, data, offsetof<Array<T>>("buffer"));
  store<usize>(object, data, offsetof<Array<T>>("dataStart"));
  store<u32>(object, <u32>bytes, offsetof<Array<T>>("byteLength"));
  store<u32>(object, length, offsetof<Array<T>>("length_"));
  __link(object, data, false);
  if (isInteger<T>()) decoder.copy(data, bytes);
  else for (let i: u32 = 0; i < length; i++) decoder.element<T>(object, data + (<usize>i << alignof<T>()));
}

// @ts-ignore: decorator
@global
export function __tc_encode_static<T>(encoder: __tc_Encoder, array: StaticArray<T>): void {
  const object = changetype<usize>(array);
  const length = array.length;
  if (isInteger<T>()) encoder.copy(object, <usize>length << alignof<T>());
  else for (let i = 0; i < length; i++) encoder.field<T>(object, <usize>i << alignof<T>());
}

// @ts-ignore: decorator
@global
export function __tc_decode_static<T>(decoder: __tc_Decoder, array: StaticArray<T>): void {
  const object = changetype<usize>(array);
  const length = array.length;
  if (isInteger<T>()) decoder.copy(object, <usize>length << alignof<T>());
  else for (let i = 0; i < length; i++) decoder.field<T>(object, <usize>i << alignof<T>());
}

// @ts-ignore: decorator
@global
export function __tc_encode_map<K, V>(encoder: __tc_Encoder, map: Map<K, V>): void {
  const keys = map.keys();
  const values = map.values();
  encoder.write<u32>(keys.length);
  for (let i = 0; i < keys.length; i++) {
    encoder.write<K>(unchecked(keys[i]));
    encoder.write<V>(unchecked(values[i]));
  }
}

// @ts-ignore: decorator
@global
export function __tc_decode_map<K, V>(decoder: __tc_Decoder, map: Map<K, V>): void {
  const size = decoder.read<u32>();
  decoder.expect(size, (isInteger<K>() ? sizeof<K>() : 4) + (isInteger<V>() ? sizeof<V>() : 4));
  const contents = new MapContents<K, V>(map);
  decoder.defer(contents);
  for (let i: u32 = 0; i < size; i++) {
    contents.keys.push(decoder.read<K>());
    contents.values.push(decoder.read<V>());
  }
}

// @ts-ignore: decorator
@global
export function __tc_encode_set<T>(encoder: __tc_Encoder, set: Set<T>): void {
  const values = set.values();
  encoder.write<u32>(values.length);
  for (let i = 0; i < values.length; i++) encoder.write<T>(unchecked(values[i]));
}

// @ts-ignore: decorator
@global
export function __tc_decode_set<T>(decoder: __tc_Decoder, set: Set<T>): void {
  const size = decoder.read<u32>();
  decoder.expect(size, isInteger<T>() ? sizeof<T>() : 4);
  const contents = new SetContents<T>(set);
  decoder.defer(contents);
  for (let i: u32 = 0; i < size; i++) contents.values.push(decoder.read<T>());
}

/** A map is filled in a map of our own, since a subclass may override `set`, and then moved. */
class MapContents<K, V> extends Deferred {
  keys: Array<K> = [];
  values: Array<V> = [];
  constructor(private target: Map<K, V>) { super(); }

  fill(): void {
    const filled = new Map<K, V>();
    for (let i = 0; i < this.keys.length; i++) filled.set(unchecked(this.keys[i]), unchecked(this.values[i]));
    move<Map<K, V>>(filled, this.target, offsetof<Map<K, V>>("buckets"), offsetof<Map<K, V>>("entries"));
    linkAll<Map<K, V>, K>(this.target, this.keys);
    linkAll<Map<K, V>, V>(this.target, this.values);
  }
}

class SetContents<T> extends Deferred {
  values: Array<T> = [];
  constructor(private target: Set<T>) { super(); }

  fill(): void {
    const filled = new Set<T>();
    for (let i = 0; i < this.values.length; i++) filled.add(unchecked(this.values[i]));
    move<Set<T>>(filled, this.target, offsetof<Set<T>>("buckets"), offsetof<Set<T>>("entries"));
    linkAll<Set<T>, T>(this.target, this.values);
  }
}

function move<C>(source: C, target: C, buckets: usize, entries: usize): void {
  const to = changetype<usize>(target);
  memory.copy(to, changetype<usize>(source), offsetof<C>());
  __link(to, load<usize>(to + buckets), false);
  __link(to, load<usize>(to + entries), false);
}

/** Tells the collector about the references that were moved into `target`. */
function linkAll<C, T>(target: C, values: Array<T>): void {
  if (isManaged<T>()) {
    for (let i = 0; i < values.length; i++) {
      const value = load<usize>(values.dataStart + (<usize>i << alignof<T>()));
      if (value != 0) __link(changetype<usize>(target), value, true);
    }
  }
}
