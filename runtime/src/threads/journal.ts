import { invariant } from "../errors";
import type { JournalContent, StepKind } from "../journal/records";
import { splitCells, splitWrites } from "../storage/cells";
import { sha256 } from "../storage/sha256";
import { Status } from "./backend";
import { encodeOutcome } from "./job-bytes";
import type { ThreadRow } from "./ledger";
import { threadSeed } from "./seed";

/** One step of a transaction, as it goes into a journal. */
export type Step = JournalContent<StepKind>;

/** Collects the steps of one transaction in program order; records are made when somebody reads them. */
export class Journal {
  private readonly rows: ThreadRow[] = [];
  /** Whether it was spawned, for each of them. */
  private readonly scheduled: boolean[] = [];

  /** @param transactionId 32 bytes */
  constructor(private readonly transactionId: Uint8Array) {}

  /** Notes that a thread was spawned, or that it ended. */
  note(row: ThreadRow): void {
    const scheduled = row.state === "live";
    invariant(scheduled || this.rows.length > 0, "a thread is scheduled before it ends");
    invariant(scheduled || row.state === "cancelled" || row.outcome !== null, "a thread that is joined has an outcome");
    this.rows.push(row);
    this.scheduled.push(scheduled);
  }

  /** The steps; to be read when the transaction is over. */
  steps(): Step[] {
    return this.rows.flatMap((row, i) => (this.scheduled[i]! ? spawnSteps(row, this.transactionId) : endSteps(row)));
  }
}

function spawnSteps(row: ThreadRow, transactionId: Uint8Array): Step[] {
  const { ticket, environment, handle, budget, fee, pages, regions } = row;
  const { entry } = row.thread;
  const scheduled: Step = {
    kind: "stepScheduled",
    body: {
      ticket,
      contract: row.contract.address,
      entry,
      environment,
      generation: row.generation.id,
      handle,
      seed: threadSeed(transactionId, ticket, entry),
      budget,
      fee,
      pages,
    },
  };
  const keys = splitCells(row.reservation);
  if (keys.length + regions.length === 0) return [scheduled];
  return [scheduled, { kind: "reserved", body: { ticket, keys, regions } }];
}

function endSteps(row: ThreadRow): Step[] {
  const { ticket, outcome, settlement } = row;
  if (row.state === "cancelled") return [{ kind: "stepCancelled", body: { ticket } }];
  invariant(outcome !== null, "a joined thread has an outcome");
  const outcomeHash = sha256(encodeOutcome(outcome));
  const { gasUsed } = outcome;
  // Its joiner ran out of gas or found its region changed, after the thread was released.
  if (settlement === null) return [{ kind: "stepDiscarded", body: { ticket, gasUsed, outcomeHash } }];
  if (outcome.status !== Status.success) {
    const { status, code, functionIndex, offset, message } = outcome;
    const refund = settlement.unused;
    const body = { ticket, status, code, functionIndex, offset, message, gasUsed, refund, outcomeHash };
    return [{ kind: "stepFailed", body }];
  }
  const { unused: refund, discount, discountPercent } = settlement;
  const resultBytes = outcome.data.length;
  const resultHash = sha256(outcome.data);
  const committed: Step = {
    kind: "stepCommitted",
    body: { ticket, gasUsed, refund, discount, discountPercent, resultBytes, resultHash, outcomeHash },
  };
  if (outcome.writes.length === 0) return [committed];
  return [committed, { kind: "committed", body: { ticket, writes: splitWrites(outcome.writes) } }];
}
