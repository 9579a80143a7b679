import { invariant } from "./errors";
import type { Receipt } from "./receipt";
import { encodeReceipt, receiptDifference } from "./receipt-codec";
import { compareBytes } from "./storage/words";

const words: Readonly<Record<string, string>> = {
  gasUsed: "gas used",
  gasGross: "gross gas",
  gasLimit: "gas limit",
  transactionId: "transaction id",
  changes: "state diff",
  conflicts: "conflicts",
  threads: "thread table",
};

/**
 * What differs first between two receipts, in words, such as `threads[2].used (thread table): 500, 501`;
 * undefined if their canonical bytes are equal.
 */
export function firstDifference(left: Receipt, right: Receipt): string | undefined {
  const found = receiptDifference(left, right);
  const equal = compareBytes(encodeReceipt(left), encodeReceipt(right)) === 0;
  invariant(equal === (found === undefined), "receipts are equal if and only if their bytes are");
  if (found === undefined) return undefined;
  const colon = found.indexOf(": ");
  const path = found.slice(0, colon);
  const name = words[path.split(/[.[]/)[0]!];
  return name === undefined ? found : `${path} (${name})${found.slice(colon)}`;
}

/** The answer of `compareReceipts`. */
export type ReceiptComparison = { readonly equal: true } | { readonly equal: false; readonly difference: string };

/** Compares two receipts by their canonical bytes, and names the first field that differs. */
export function compareReceipts(left: Receipt, right: Receipt): ReceiptComparison {
  const difference = firstDifference(left, right);
  return difference === undefined ? { equal: true } : { equal: false, difference };
}
