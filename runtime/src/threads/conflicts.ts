import type { ReceiptConflict } from "../receipt";
import { KeyTable } from "../storage/key-table";
import { forEachSortedKey } from "../storage/sorted";
import { CELL_BYTES, cellBytes, compareBytes } from "../storage/words";
import type { World } from "../world";
import { Status } from "./backend";
import type { ThreadRow } from "./ledger";
import { forEachReserved } from "./reserved";

/**
 * The pairs of threads where one read a slot's past while the other wrote its future (S-7). Such a pair is legal: it
 * only says that any order without threads would have to run the reader first.
 *
 * @param rows in ticket order
 */
export function findConflicts(rows: readonly ThreadRow[], world: World): ReceiptConflict[] {
  const succeeded = rows.filter((row) => row.outcome?.status === Status.success);
  const written = collectWrites(succeeded);
  if (written.table.count === 0) return [];
  const conflicts: ReceiptConflict[] = [];
  for (const reader of succeeded) {
    forEachSortedKey(reader.outcome!.reads, (key) => {
      const entry = written.table.find(key);
      for (const writer of entry < 0 ? [] : written.writers[entry]!) {
        // A commit before the reader's snapshot was seen by it.
        if (writer === reader || writer.committedAt <= reader.generation.start) continue;
        const contract = world.contractAt(key[0]!)!.address;
        const slot = { contract, key: cellBytes(key, 1) };
        conflicts.push({ reader: reader.ticket, writer: writer.ticket, slot });
      }
    });
  }
  return conflicts.sort(compareConflicts);
}

function collectWrites(rows: readonly ThreadRow[]): { table: KeyTable; writers: ThreadRow[][] } {
  const table = new KeyTable(0);
  const writers: ThreadRow[][] = [];
  for (const row of rows) {
    forEachReserved(row.contract.index, row.outcome!.writes, (key, at) => {
      // Writes are keys and values in turn.
      if (at % (2 * CELL_BYTES) === 0) (writers[table.entry(key)] ??= []).push(row);
    });
  }
  return { table, writers };
}

function compareConflicts(left: ReceiptConflict, right: ReceiptConflict): number {
  return (
    left.reader - right.reader ||
    left.writer - right.writer ||
    compareBytes(left.slot.contract, right.slot.contract) ||
    compareBytes(left.slot.key, right.slot.key)
  );
}

/**
 * Tickets of threads that no order without threads could have given these results, as a cycle in which each read what
 * the next one wrote; null if there is such an order.
 */
export function serializationCycle(conflicts: readonly Pick<ReceiptConflict, "reader" | "writer">[]): number[] | null {
  const writersOf = new Map<number, number[]>();
  for (const { reader, writer } of conflicts) {
    const list = writersOf.get(reader);
    if (list) list.push(writer);
    else writersOf.set(reader, [writer]);
  }
  const finished = new Set<number>();
  const path: number[] = [];
  const visit = (ticket: number): number[] | null => {
    if (finished.has(ticket)) return null;
    const start = path.indexOf(ticket);
    if (start >= 0) return path.slice(start);
    path.push(ticket);
    for (const writer of writersOf.get(ticket) ?? []) {
      const found = visit(writer);
      if (found) return found;
    }
    path.pop();
    finished.add(ticket);
    return null;
  };
  for (const ticket of [...writersOf.keys()].sort((left, right) => left - right)) {
    const found = visit(ticket);
    if (found) return found;
  }
  return null;
}
