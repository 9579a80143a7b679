/** Typed values as 32 byte storage words: integers big endian, right aligned, signed ones sign extended. */
import { host_load, host_store } from "./host";

/** Bytes of a storage word. */
export const WORD_BYTES: i32 = 32;

/** Memory for one word on its way to or from the host. */
// @ts-ignore: decorator
@lazy const scratch: usize = memory.data(WORD_BYTES, 8);

/** Writes a value as the 32 bytes at `address`. */
export function writeWord<T>(value: T, address: usize): void {
  if (isBoolean<T>()) {
    memory.fill(address, 0, WORD_BYTES);
    store<u8>(address, value ? 1 : 0, WORD_BYTES - 1);
  } else if (isInteger<T>()) {
    const sign: u8 = isSigned<T>() && value < 0 ? 0xFF : 0;
    memory.fill(address, sign, WORD_BYTES);
    store<T>(address + WORD_BYTES - sizeof<T>(), bswap<T>(value));
  // @ts-ignore: looked for at compile time
  } else if (isManaged<T>() && isDefined(value.__tc_word_write)) {
    assert(changetype<usize>(value) != 0, "null cannot be stored: remove the slot instead");
    const bytes = <usize>value.__tc_word_bytes();
    // @ts-ignore: looked for at compile time
    const fill: u8 = isDefined(value.__tc_word_fill) ? value.__tc_word_fill() : 0;
    memory.fill(address, fill, WORD_BYTES);
    value.__tc_word_write(address + WORD_BYTES - bytes);
  } else {
    ERROR("a storage slot holds an integer, bool, u128, i128, u256, i256, Address or Hash; use StoredString, StoredBytes or StoredArray for more");
    throw new Error("refused by the compiler");
  }
}

/** Reads a value from the 32 bytes at `address`. */
export function readWord<T>(address: usize): T {
  if (isBoolean<T>()) {
    return <T>(load<u8>(address, WORD_BYTES - 1) != 0);
  } else if (isInteger<T>()) {
    return bswap<T>(load<T>(address + WORD_BYTES - sizeof<T>()));
  } else if (isManaged<T>()) {
    const value = changetype<nonnull<T>>(__new(offsetof<nonnull<T>>(), idof<nonnull<T>>()));
    // @ts-ignore: looked for at compile time
    if (isDefined(value.__tc_word_read)) {
      value.__tc_word_read(address + WORD_BYTES - <usize>value.__tc_word_bytes());
      return value;
    } else {
      ERROR("a storage slot holds an integer, bool, u128, i128, u256, i256, Address or Hash; use StoredString, StoredBytes or StoredArray for more");
      throw new Error("refused by the compiler");
    }
  } else {
    ERROR("a storage slot holds an integer, bool, u128, i128, u256, i256, Address or Hash");
    throw new Error("refused by the compiler");
  }
}

/** The value in the slot whose key is at `key`; zero when nothing was written. */
export function loadWord<T>(key: usize): T {
  host_load(key, scratch);
  return readWord<T>(scratch);
}

/** Writes the slot whose key is at `key`. */
export function storeWord<T>(key: usize, value: T): void {
  writeWord<T>(value, scratch);
  host_store(key, scratch);
}

/** Whether the slot whose key is at `key` holds anything but zero. */
export function hasWord(key: usize): bool {
  host_load(key, scratch);
  return (load<u64>(scratch) | load<u64>(scratch, 8) | load<u64>(scratch, 16) | load<u64>(scratch, 24)) != 0;
}

/** Writes zero, which removes the slot. */
export function removeWord(key: usize): void {
  memory.fill(scratch, 0, WORD_BYTES);
  host_store(key, scratch);
}
