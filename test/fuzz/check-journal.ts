import { createHash } from "node:crypto";
import type { JournalRecord } from "../../runtime/src/journal/records";
import type { Receipt, ReceiptThread } from "../../runtime/src/receipt";
import { receiptProblem } from "./check-receipt";

/** What is wrong with the records of transactions, as far as their receipts tell; null if nothing is. */
export function journalProblem(records: readonly JournalRecord[], receipts: readonly Receipt[]): string | null {
  const starts = records.flatMap(({ kind }, at) => (kind === "transactionBegun" ? [at] : []));
  if (starts.length !== receipts.length) return `there are ${starts.length} transactions in the journal`;
  for (const [number, receipt] of receipts.entries()) {
    const end = records.findIndex(({ kind }, at) => at > starts[number]! && kind === "transactionEnded");
    const steps = records.slice(starts[number]! + 1, end);
    const problem = receiptProblem(receipt) ?? stepsProblem(steps, receipt);
    if (problem !== null) return `transaction ${number}: ${problem}`;
  }
  return null;
}

function stepsProblem(steps: readonly JournalRecord[], receipt: Receipt): string | null {
  const tickets = steps.flatMap((step) => (step.kind === "stepScheduled" ? [step.body.ticket] : []));
  if (!tickets.every((ticket, index) => ticket === index + 1)) return "tickets are not scheduled in order";
  if (tickets.length !== receipt.threads.length) return `${tickets.length} threads are scheduled`;
  for (const thread of receipt.threads) {
    const own = steps.filter((step) => "ticket" in step.body && step.body.ticket === thread.ticket);
    const problem = threadProblem(own, thread, receipt.transactionId);
    if (problem !== null) return `thread ${thread.ticket}: ${problem}`;
  }
  return null;
}

/** @param steps of one thread, in the order of the journal */
function threadProblem(steps: readonly JournalRecord[], thread: ReceiptThread, transaction: Uint8Array): string | null {
  const kinds = steps.map(({ kind }) => kind);
  const wanted = wantedKinds(kinds, thread);
  if (kinds.join() !== wanted.join()) return `its records are ${kinds.join()}, not ${wanted.join()}`;
  for (const step of steps) {
    if (step.kind === "stepScheduled") {
      const { budget, fee, generation, seed } = step.body;
      if (budget !== thread.budget || fee !== thread.fee || generation !== thread.generation) {
        return "its spawn differs";
      }
      if (Buffer.compare(seed, seedOf(transaction, thread)) !== 0) return "its seed is another one";
    } else if (step.kind === "reserved") {
      if (!sameBytes(step.body.keys, thread.reservation)) return "its reservation differs";
    } else if (step.kind === "committed") {
      const pairs = (writes: ReceiptThread["writes"]) => writes.flatMap(({ key, value }) => [key, value]);
      if (!sameBytes(pairs(step.body.writes), pairs(thread.writes))) return "its writes differ";
    } else if (step.kind === "stepCommitted" || step.kind === "stepFailed") {
      if (step.body.gasUsed !== thread.used || step.body.refund !== thread.refund) return "its gas differs";
    }
  }
  return null;
}

/** The records that a thread should have. The receipt does not tell of regions, nor of outcomes that could not be taken. */
function wantedKinds(kinds: readonly string[], { reservation, end, status, writes }: ReceiptThread): string[] {
  const begin =
    reservation.length > 0 || kinds.includes("reserved") ? ["stepScheduled", "reserved"] : ["stepScheduled"];
  if (end === "cancelled") return [...begin, "stepCancelled"];
  if (kinds.includes("stepDiscarded")) return [...begin, "stepDiscarded"];
  if (status !== 0) return [...begin, "stepFailed"];
  return [...begin, "stepCommitted", ...(writes.length > 0 ? ["committed"] : [])];
}

/** The seed of a thread: from the transaction, its ticket and its entry (H-9). */
function seedOf(transaction: Uint8Array, { ticket, entry }: ReceiptThread): Buffer {
  const numbers = Buffer.alloc(8);
  numbers.writeUInt32BE(ticket, 0);
  numbers.writeUInt32BE(entry, 4);
  return createHash("sha256").update("threaded-contract/seed/1").update(transaction).update(numbers).digest();
}

function sameBytes(left: readonly Uint8Array[], right: readonly Uint8Array[]): boolean {
  return Buffer.compare(Buffer.concat(left), Buffer.concat(right)) === 0;
}
