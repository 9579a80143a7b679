/** One step of a transaction, in program order. `lane` is 0 until transactions run in lanes. */
export interface JournalRecord {
  readonly kind: "scheduled" | "committed" | "failed" | "cancelled";
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
  /** SHA-256 of the job's defining bytes when scheduled, of the outcome's otherwise; 32 bytes. */
  readonly digest: Uint8Array;
}
