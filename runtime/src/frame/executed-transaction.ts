import { invariant } from "../errors";
import type { Receipt } from "../receipt";
import { decodeReceiptLazily } from "../receipt-codec";
import type { Journal, Step } from "../threads/journal";
import type { StateChange, TransactionResult } from "./transaction";

/**
 * A transaction that has ended. What few callers look at is made when they do.
 *
 * A class, since an object literal with getters of its own is a shape of its own to the engine: shapes are only collected with the old
 * generation, and until then each would keep its transaction.
 */
export class ExecutedTransaction implements TransactionResult {
  private decoded: Receipt | undefined;

  constructor(
    readonly receiptBytes: Uint8Array,
    readonly threadCount: number,
    readonly failed: boolean,
    readonly changes: readonly StateChange[],
    private readonly journal: Journal,
  ) {
    invariant(receiptBytes.length > 0, "every transaction has a receipt");
  }

  get receipt(): Receipt {
    return (this.decoded ??= decodeReceiptLazily(this.receiptBytes));
  }

  get steps(): readonly Step[] {
    return this.journal.steps();
  }
}
