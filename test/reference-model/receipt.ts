/** What the model says of a transaction; codes are empty on success. */

export interface ModelThread {
  readonly ticket: number;
  readonly budget: bigint;
  readonly generation: number;
  readonly end: "joined" | "cancelled";
  readonly code: string;
  readonly used: bigint;
  readonly refund: bigint;
  readonly discount: bigint;
}

export interface ModelReceipt {
  readonly code: string;
  readonly value: bigint;
  readonly gasUsed: bigint;
  readonly discount: bigint;
  readonly events: readonly string[];
  readonly changes: readonly string[];
  readonly threads: readonly ModelThread[];
}
