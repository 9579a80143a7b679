import type { Contract, Receipt } from "@threaded-contract/runtime";

/** What is read of a receipt here, whatever its value is. */
export type DemonstrationReceipt = Receipt<unknown>;
