import { createHash } from "node:crypto";
import { invariant } from "../errors";

const DOMAIN = "threaded-contract/seed/1";

/**
 * The 32 bytes a thread may use as its source of chance: the same wherever and whenever it runs.
 *
 * @param transactionId 32 bytes
 * @param ticket of the thread, 0 for the main execution
 * @param entry table index of the thread's entry, 0 for the main execution
 */
export function threadSeed(transactionId: Uint8Array, ticket: number, entry: number): Uint8Array {
  invariant(transactionId.length === 32, "a transaction id has 32 bytes");
  const numbers = Buffer.alloc(8);
  numbers.writeUInt32BE(ticket, 0);
  numbers.writeUInt32BE(entry, 4);
  return new Uint8Array(createHash("sha256").update(DOMAIN).update(transactionId).update(numbers).digest());
}
