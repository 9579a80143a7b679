import { stronglyConnected } from "@threaded-contract/transform";
import type { ReceiptConflict } from "../receipt";
import { KeyTable } from "../storage/key-table";
import { forEachSortedKey } from "../storage/sorted";
import { CELL_BYTES, cellBytes, compareBytes } from "../storage/words";
import type { World } from "../world";
import { Status } from "./backend";
import { contractSeen, type ThreadRow } from "./ledger";
import { forEachReserved } from "./reserved";

/**
 * The pairs of threads where one read a slot's past while the other wrote its future (S-7): the writer committed after the
 * reader's snapshot, and was spawned before the reader was joined. Such a pair is legal: it only says that any order
 * without threads would have to run the reader first. Threads of frames that failed take no part.
 *
 * @param rows in ticket order
 */
export function findConflicts(rows: readonly ThreadRow[], world: World): ReceiptConflict[] {
  const succeeded = rows.filter((row) => !row.undone && row.outcome?.status === Status.success);
  const written = collectWrites(succeeded);
  if (written.table.count === 0) return [];
  const conflicts: ReceiptConflict[] = [];
  for (const reader of succeeded) {
    forEachSortedKey(reader.outcome!.reads, (key) => {
      const entry = written.table.find(key);
      for (const writer of entry < 0 ? [] : written.writers[entry]!) {
        if (writer === reader || !meet(reader, writer)) continue;
        const contract = contractSeen(reader, world, key[0]!).address;
        const slot = { contract, key: cellBytes(key, 1) };
        conflicts.push({ reader: reader.ticket, writer: writer.ticket, slot });
      }
    });
  }
  return conflicts.sort(compareConflicts);
}

/** A commit before the reader's snapshot was seen by it; a writer spawned after the reader's join came after it. */
function meet(reader: ThreadRow, writer: ThreadRow): boolean {
  return writer.committedAt > reader.generation.start && writer.ticket <= reader.ticketsAtJoin;
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
 * Which cycle of reading and writing each thread belongs to, by ticket: two threads with the same number could not have
 * run one after the other and given these results.
 */
export function conflictCycles(
  conflicts: readonly Pick<ReceiptConflict, "reader" | "writer">[],
): ReadonlyMap<number, number> {
  const writersOf = new Map<number, number[]>();
  let last = 0;
  for (const { reader, writer } of conflicts) {
    last = Math.max(last, reader, writer);
    const list = writersOf.get(reader);
    if (list) list.push(writer);
    else writersOf.set(reader, [writer]);
  }
  const cycles = new Map<number, number>();
  stronglyConnected(last + 1, (ticket) => writersOf.get(ticket) ?? []).forEach((tickets, number) => {
    for (const ticket of tickets) cycles.set(ticket, number);
  });
  return cycles;
}
