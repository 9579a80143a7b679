/** Ending a call with a failure that the caller can read. */
import { host_exit } from "./host";

/** First four bytes of the revert data: the selector of `Error(string)`. */
const ERROR_STRING_SELECTOR: u32 = 0x63739d5c;

/**
 * Ends this call (or this thread) with a failure; nothing it wrote is kept. The caller sees the message as revert data.
 *
 * @example
 * if (amount > balance) revert("insufficient balance");
 */
export function revert(message: string): void {
  const length = String.UTF8.byteLength(message);
  const data = new ArrayBuffer(8 + length);
  store<u32>(changetype<usize>(data), bswap<u32>(ERROR_STRING_SELECTOR));
  store<u32>(changetype<usize>(data), bswap<u32>(length), 4);
  String.UTF8.encodeUnsafe(changetype<usize>(message), message.length, changetype<usize>(data) + 8);
  host_exit(1, changetype<usize>(data), data.byteLength);
  unreachable();
}

/** Reverts with `message` unless `condition` holds. */
export function require(condition: bool, message: string): void {
  if (!condition) revert(message);
}
