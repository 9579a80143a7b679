import type { ReceiptConflict } from "../receipt";
import { conflictCycles } from "../threads/conflicts";
import { slotPlace, type SlotPlace, type ThreadEntry } from "./receipt-parts";

/** Two threads that lived at the same time, of which one read the past of a slot that the other wrote. */
export interface ConflictEntry {
  /** Ticket of the thread that read. */
  readonly reader: number;
  /** Ticket of the thread that wrote. */
  readonly writer: number;
  readonly slot: SlotPlace;
  /** `file:line:column` of the reader's spawn; empty if the contract does not say. */
  readonly readerPlace: string;
  /** The same for the writer. */
  readonly writerPlace: string;
  /** Whether the two are part of a cycle: no order without threads gives this result. */
  readonly cyclic: boolean;
  /** All of it in one sentence. */
  readonly explanation: string;
}

/** The conflicts of a receipt with the places of their threads, and in words. */
export function explainConflicts(
  conflicts: readonly ReceiptConflict[],
  threads: readonly ThreadEntry[],
): ConflictEntry[] {
  const cycle = conflictCycles(conflicts);
  const placeOf = (ticket: number): string => threads.find((thread) => thread.ticket === ticket)?.place ?? "";
  return conflicts.map(({ reader, writer, slot }) => {
    const cyclic = cycle.get(reader) === cycle.get(writer);
    const entry = { reader, writer, slot: slotPlace(slot), readerPlace: placeOf(reader), writerPlace: placeOf(writer) };
    return { ...entry, cyclic, explanation: explain(entry, cyclic) };
  });
}

function explain(entry: Omit<ConflictEntry, "cyclic" | "explanation">, cyclic: boolean): string {
  const { reader, writer, slot, readerPlace, writerPlace } = entry;
  const what =
    `thread ${named(reader, readerPlace)} read slot ${slot.key} of contract ${slot.contract} as it was before ` +
    `thread ${named(writer, writerPlace)} wrote it`;
  return cyclic
    ? `${what}: write skew, which no order without threads could give`
    : `${what}: the same as running thread ${reader} before thread ${writer}`;
}

function named(ticket: number, place: string): string {
  return place === "" ? `${ticket}` : `${ticket} (${place})`;
}
