/** Events: what a contract tells the world. Main only; a thread returns what happened and main emits it. */
import "./abi-writer";
import { host_emit } from "./host";

/**
 * Emits an event with data as it is.
 *
 * @example
 * emit("Ping", Uint8Array.wrap(String.UTF8.encode("hello")));
 */
export function emit(name: string, data: Uint8Array): void {
  const writer = new __tc_AbiWriter();
  writer.write<string>(name);
  writer.write<Uint8Array>(data);
  host_emit(writer.pointer, writer.size);
}

/**
 * Emits an event whose data is `value` in the wire format: for a class, its fields in declaration order.
 *
 * @example
 * class Transfer { constructor(public to: Address, public amount: u64) {} }
 * emitEvent("Transfer", new Transfer(to, 5));
 */
export function emitEvent<T>(name: string, value: T): void {
  const writer = new __tc_AbiWriter();
  writer.write<string>(name);
  const start = writer.size;
  writer.count(0);
  writer.write<T>(value);
  store<u32>(writer.pointer + start, bswap<u32>(writer.size - start - 4));
  host_emit(writer.pointer, writer.size);
}
