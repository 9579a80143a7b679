import type { Receipt, SlotName } from "../../runtime/src/receipt";

const compare = (left: Uint8Array, right: Uint8Array): number => Buffer.compare(left, right);
const compareSlots = (left: SlotName, right: SlotName): number =>
  compare(left.contract, right.contract) || compare(left.key, right.key);

/** What is wrong with a receipt by itself, whatever was executed: the order of its lists and its sums; null if nothing is. */
export function receiptProblem(receipt: Receipt): string | null {
  const { changes, threads, conflicts } = receipt;
  if (!isAscending(changes, compareSlots)) return "the changes are not in order";
  if (!threads.every(({ ticket }, index) => ticket === index + 1)) return "the threads are not in the order of tickets";
  for (const { ticket, reads, writes } of threads) {
    if (!isAscending(reads, compareSlots)) return `the reads of thread ${ticket} are not in order`;
    if (!isAscending(writes, (a, b) => compare(a.key, b.key))) return `the writes of thread ${ticket} are not in order`;
  }
  const order = (a: (typeof conflicts)[number], b: (typeof conflicts)[number]): number =>
    a.reader - b.reader || a.writer - b.writer || compareSlots(a.slot, b.slot);
  if (!isAscending(conflicts, order)) return "the conflicts are not in order";
  const sum = (pick: (thread: Receipt["threads"][number]) => bigint): bigint =>
    threads.reduce((total, thread) => total + pick(thread), 0n);
  if (receipt.discount !== sum(({ discount }) => discount)) return "the discount is not that of the threads";
  if (receipt.refund !== sum(({ refund }) => refund)) return "the refund is not that of the threads";
  return receipt.gasGross === receipt.gasUsed + receipt.discount ? null : "the gross gas is not used gas and discount";
}

/** Whether each item comes after the one before it. */
function isAscending<T>(items: readonly T[], order: (left: T, right: T) => number): boolean {
  return items.every((item, index) => index === 0 || order(items[index - 1]!, item) < 0);
}
