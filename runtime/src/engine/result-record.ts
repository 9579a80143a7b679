import { invariant } from "../errors";
import type { Trace } from "../frame/tracer";
import type { TransactionResult } from "../frame/transaction";
import type { StrayJob, WireResult } from "../protocol";
import { encodeSteps } from "../journal/step-bytes";
import type { Receipt } from "../receipt";
import { decodeReceiptLazily } from "../receipt-codec";
import { CELL_BYTES } from "../storage/words";

/** Bytes of one change on the wire: contract index (u32, little endian), key, value. */
export const CHANGE_BYTES = 4 + CELL_BYTES + CELL_BYTES;

/** A transaction's result as a few flat arrays, since thousands of small ones are slow to send. */
export function toWireResult(
  result: TransactionResult,
  strays: readonly StrayJob[],
  journal = false,
  traces: readonly Trace[] = [],
): WireResult {
  const changes = new Uint8Array(result.changes.length * CHANGE_BYTES);
  const view = new DataView(changes.buffer);
  result.changes.forEach(({ contract, key, value }, index) => {
    const at = index * CHANGE_BYTES;
    view.setUint32(at, contract, true);
    changes.set(key, at + 4);
    changes.set(value, at + 4 + CELL_BYTES);
  });
  // Digests cost more than a small thread, so steps are made only when a journal asks for them.
  const steps = journal ? encodeSteps(result.steps) : null;
  return { receipt: result.receiptBytes, changes, steps, strays, traces };
}

/** The receipt of a result that was sent, with its canonical bytes. */
export function fromWireResult(wire: WireResult): { readonly receipt: Receipt; readonly bytes: Uint8Array } {
  invariant(wire.changes.length % CHANGE_BYTES === 0, "changes are whole records");
  return { receipt: decodeReceiptLazily(wire.receipt), bytes: wire.receipt };
}
