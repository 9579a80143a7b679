import { createHash } from "node:crypto";
import { invariant } from "../errors";
import { Status } from "./backend";
import type { ThreadRow } from "./ledger";
import { encodeOutcome } from "./job-bytes";

/** What a record is about. */
export type JournalKind = "scheduled" | "committed" | "failed" | "cancelled";

/** One step of a transaction, in program order. `lane` is 0 until transactions run in lanes. */
export interface JournalRecord {
  readonly kind: JournalKind;
  readonly lane: number;
  /** The thread's ticket. */
  readonly ticket: number;
  /** Index of the contract that spawned. */
  readonly contract: number;
  readonly entry: number;
  readonly generation: number;
  /** Budget when scheduled, gas used afterwards. */
  readonly gas: bigint;
  /** TC number; 0 unless failed. */
  readonly code: number;
  /** SHA-256 of the reserved keys and regions when scheduled, of the outcome's canonical bytes afterwards; 32 bytes. */
  readonly digest: Uint8Array;
}

/** Collects the steps of one transaction; digests are made when somebody reads the records. */
export class Journal {
  private readonly steps: { kind: JournalKind; row: ThreadRow }[] = [];

  note(kind: JournalKind, row: ThreadRow): void {
    invariant(kind === "scheduled" || this.steps.length > 0, "a thread is scheduled before it ends");
    invariant((kind === "scheduled") === (row.state === "live"), "a thread that ended is no longer live");
    this.steps.push({ kind, row });
  }

  records(): JournalRecord[] {
    return this.steps.map(({ kind, row }) => ({
      kind,
      lane: 0,
      ticket: row.ticket,
      contract: row.contract.index,
      entry: row.thread.entry,
      generation: row.generation.id,
      gas: kind === "scheduled" ? row.budget : (row.outcome?.gasUsed ?? row.budget),
      code: kind === "failed" ? row.outcome!.code : 0,
      digest: digest(kind, row),
    }));
  }
}

function digest(kind: JournalKind, row: ThreadRow): Uint8Array {
  const hash = createHash("sha256");
  if (kind === "scheduled" || row.outcome === null) {
    hash.update(row.reservation);
    for (const { pointer, length } of row.regions) hash.update(Uint32Array.of(pointer, length));
  } else {
    invariant(kind !== "committed" || row.outcome.status === Status.success, "only a success is committed");
    hash.update(encodeOutcome(row.outcome));
  }
  return new Uint8Array(hash.digest());
}
