import type { ReceiptSlot } from "../receipt";
import { invariant } from "../errors";
import { CELL_WORDS, cellBytes, compareBytes, isZeroCell } from "../storage/words";
import type { MainExecution } from "./main-execution";
import type { StateChange } from "./transaction";

/** The slots a transaction leaves changed: for the owner of the state, and for the receipt. */
export interface ChangedSlots {
  /** Sorted by contract address, then key. */
  readonly changes: readonly StateChange[];
  readonly slots: readonly ReceiptSlot[];
  readonly created: number;
  readonly updated: number;
}

/** Compares what was written with committed state; a slot written back to its old value has not changed. */
export function collectChanges(execution: MainExecution): ChangedSlots {
  const found: { change: StateChange; slot: ReceiptSlot }[] = [];
  const before = new Uint32Array(CELL_WORDS);
  let created = 0;
  execution.overlay.forEach((key, value) => {
    execution.world.state.read(key, before);
    if (before.every((word, i) => word === value[i])) return;
    if (isZeroCell(before, 0)) created++;
    const contract = execution.world.contractAt(key[0]!);
    invariant(contract !== undefined, "a written slot belongs to a contract");
    const cells = { key: cellBytes(key, 1), before: cellBytes(before, 0), after: cellBytes(value, 0) };
    found.push({
      change: { contract: contract.index, key: cells.key, value: cells.after },
      slot: { contract: contract.address, ...cells },
    });
  });
  found.sort(({ slot: left }, { slot: right }) => {
    return compareBytes(left.contract, right.contract) || compareBytes(left.key, right.key);
  });
  const updated = found.length - created;
  invariant(updated >= 0, "a changed slot is created or updated");
  return { changes: found.map(({ change }) => change), slots: found.map(({ slot }) => slot), created, updated };
}

/** What a transaction that changes nothing leaves. */
export const noChanges: ChangedSlots = Object.freeze({ changes: [], slots: [], created: 0, updated: 0 });
