import { JOURNAL_KINDS, type JournalKind, type JournalRecord } from "./records";

const ends = ["stepCommitted", "stepFailed", "stepCancelled", "stepDiscarded"] as const;
const betweenTransactions = ["transactionBegun", "blockEntered", "keyRegistered", "closed"] as const;
const inTransaction = ["stepScheduled", ...ends, "transactionEnded"] as const;

/** What may follow a record of each kind. */
const followers: Readonly<Record<JournalKind, readonly JournalKind[]>> = {
  opened: betweenTransactions,
  transactionBegun: inTransaction,
  stepScheduled: ["reserved", ...inTransaction],
  reserved: inTransaction,
  stepCommitted: ["committed", ...inTransaction],
  committed: inTransaction,
  stepFailed: inTransaction,
  stepCancelled: inTransaction,
  stepDiscarded: inTransaction,
  transactionEnded: betweenTransactions,
  blockEntered: betweenTransactions,
  keyRegistered: betweenTransactions,
  closed: [],
};

/** Refuses a record that cannot stand where it stands, whatever it says. */
export function checkOrder(
  before: readonly JournalRecord[],
  record: JournalRecord,
  refuse: (reason: string) => never,
): void {
  const last = before.at(-1);
  const allowed: readonly JournalKind[] = last === undefined ? JOURNAL_KINDS.slice(0, 1) : followers[last.kind];
  if (allowed.includes(record.kind)) return;
  refuse(
    last === undefined ? `a journal begins with opened, not ${record.kind}` : `${record.kind} follows ${last.kind}`,
  );
}
