import { ByteWriter } from "../abi/byte-writer";
import { invariant } from "../errors";
import { receiptThread } from "../receipt-codec";
import type { ThreadRow } from "../threads/ledger";
import type { World } from "../world";
import { threadRow } from "./receipt-row";

/**
 * The thread table of a receipt as canonical bytes, row by row in ticket order. A row can be written as soon as its thread and all
 * before it have ended, so that the frame worker does it while it would only wait for another.
 */
export class ReceiptThreads {
  private readonly out = new ByteWriter();
  private written = 0;

  /** @param rows those of the ledger, which grow */
  constructor(
    private readonly rows: readonly ThreadRow[],
    private readonly world: World,
  ) {}

  /** Writes one row; false if no thread is next that has ended. */
  writeNext(): boolean {
    const row = this.rows[this.written];
    if (row === undefined || row.state === "live") return false;
    const before = this.out.length;
    receiptThread.write(this.out, threadRow(row, this.world));
    this.written++;
    invariant(row.ticket === this.written, "rows are written in ticket order");
    invariant(this.out.length > before, "a row has bytes");
    return true;
  }

  /** The whole table, when the transaction is over. */
  finish(): Uint8Array {
    while (this.writeNext());
    invariant(this.written === this.rows.length, "every thread has ended with its transaction");
    return this.out.finish();
  }
}
