/** What the generated `execute` of a plain module calls. */
import "./abi-reader";
import "./abi-writer";
import { host_calldata, host_exit } from "./host";
import { revert } from "./revert";

/** Reads the calldata of this call; the first four bytes are the selector, as a big endian u32. */
// @ts-ignore: decorator
@global
export function __tc_calldata(length: u32): __tc_AbiReader {
  const bytes = changetype<ArrayBuffer>(__new(length, idof<ArrayBuffer>()));
  host_calldata(0, length, changetype<usize>(bytes));
  return new __tc_AbiReader(bytes, "calldata");
}

/** Ends the call with `value` as its result; `T` is not void. */
// @ts-ignore: decorator
@global
export function __tc_answer<T>(value: T): void {
  const writer = new __tc_AbiWriter();
  writer.write<T>(value);
  host_exit(0, writer.pointer, writer.size);
}

/** Reverts because no exported function has this selector. */
// @ts-ignore: decorator
@global
export function __tc_unknown_selector(selector: u32): void {
  revert("this contract has no function with the selector 0x" + selector.toString(16).padStart(8, "0"));
}
