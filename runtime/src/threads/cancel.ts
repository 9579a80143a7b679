import { invariant } from "../errors";
import type { Frame } from "../frame/frame";
import type { MainExecution } from "../frame/main-execution";
import { forEachReserved } from "./reserved";

/** Cancels the live threads of a frame that has ended; they are never observed (F-6). Returns how many there were. */
export function cancelThreads(execution: MainExecution, frame: Frame): number {
  const { ledger, reservations, backend } = execution;
  if (ledger.unjoined === 0) return 0;
  const before = ledger.unjoined;
  const rows = ledger.liveOf(frame);
  for (const row of rows) {
    backend.cancel(row.ticket);
    forEachReserved(row.contract.index, row.reservation, (key) => reservations.release(key, row.ticket));
    ledger.settle(row, "cancelled");
  }
  invariant(ledger.unjoined === before - rows.length, "cancelled threads are no longer counted");
  return rows.length;
}
