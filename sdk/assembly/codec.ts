/** Results of threads as bytes: what the generated thread entries and the joins call. */
import { host_thread_result, host_thread_result_length, host_thread_return } from "./host";
import "./encoder";
import { MALFORMED } from "./decoder";
import "./containers";

/**
 * Ends a generated thread entry: encodes the value that the closure returned and hands it to the host.
 * A void thread does not call it; its result is empty.
 */
// @ts-ignore: decorator
@global
export function __tc_return<T>(value: T): void {
  if (isInteger<T>() && !isManaged<T>()) {
    // What the encoder would write, without its tables.
    store<T>(number, value);
    host_thread_return(number, sizeof<T>());
    return;
  }
  const encoder = new __tc_Encoder();
  encoder.encode<T>(value);
  host_thread_return(encoder.pointer, encoder.size);
}

/**
 * The tag that joins compare with the spawn: the transform replaces the body by the constant `u32` of
 * the first four bytes (little endian) of SHA-256 over the result type's name.
 */
// @ts-ignore: decorator
@global
export function __tc_tag<T>(): u32 {
  if (isVoid<T>()) return 1;
  const name = nameof<T>();
  let hash: u32 = 0x811C9DC5;
  for (let i = 0; i < name.length; i++) hash = (hash ^ name.charCodeAt(i)) * 0x01000193;
  return hash;
}

/** Room for a result that is a number. */
// @ts-ignore: decorator
@lazy const number: usize = memory.data(8, 8);

/** The bytes of the last joined thread's result. */
export function resultBytes(): ArrayBuffer {
  const length = host_thread_result_length();
  const bytes = changetype<ArrayBuffer>(__new(length, idof<ArrayBuffer>()));
  host_thread_result(changetype<usize>(bytes));
  return bytes;
}

/** The decoded result of the last joined thread. */
export function takeResult<T>(): T {
  if (isVoid<T>()) return;
  if (isInteger<T>() && !isManaged<T>()) {
    assert(host_thread_result_length() == sizeof<T>(), MALFORMED);
    host_thread_result(number);
    if (isBoolean<T>()) return <T>(load<u8>(number) != 0);
    return load<T>(number);
  }
  return new __tc_Decoder(resultBytes()).decode<T>();
}
