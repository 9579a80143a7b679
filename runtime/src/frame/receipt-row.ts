import type { ManifestThread } from "@threaded-contract/transform";
import { invariant } from "../errors";
import type { ReceiptThread, SlotName } from "../receipt";
import { splitCells, splitWrites } from "../storage/cells";
import { sha256 } from "../storage/sha256";
import { forEachSortedKey } from "../storage/sorted";
import { CELL_BYTES, cellBytes, compareBytes, noBytes } from "../storage/words";
import { NO_OFFSET, Status, type ThreadOutcome } from "../threads/backend";
import { contractSeen, type ThreadRow } from "../threads/ledger";
import type { World } from "../world";
import { codeNumber } from "./frame";

const noCell = new Uint8Array(CELL_BYTES);
const hashOfNothing = sha256(noBytes);

/** Where the digests of a row are until the next one. */
const resultDigest = new Uint8Array(CELL_BYTES);
const readSetDigest = new Uint8Array(CELL_BYTES);

/** What a receipt says of a thread that has ended; to be written before the next row is asked for. */
export function threadRow(row: ThreadRow, world: World): ReceiptThread {
  const { ticket, thread, generation, outcome, settlement } = row;
  const joined = row.state === "joined";
  invariant(joined || row.state === "cancelled", "every thread has ended with its transaction");
  invariant(joined === (outcome !== null), "a joined thread has an outcome, a cancelled one was never observed");
  const succeeded = outcome?.status === Status.success;
  const reads = outcome === null ? nothing : readSet(row, outcome, world);
  return {
    ticket,
    contract: row.contract.address,
    entry: thread.entry,
    function: thread.function,
    place: placeText(thread),
    generation: generation.id,
    budget: row.budget,
    fee: row.fee,
    reservation: splitCells(row.reservation),
    end: joined ? "joined" : "cancelled",
    status: outcome?.status ?? Status.trapped,
    code: outcome?.code ?? codeNumber("TC5009"),
    message: outcome?.message ?? "",
    functionIndex: outcome?.functionIndex ?? NO_OFFSET,
    offset: outcome?.offset ?? NO_OFFSET,
    used: outcome?.gasUsed ?? row.budget,
    refund: settlement?.unused ?? 0n,
    discount: settlement?.discount ?? 0n,
    discountPercent: settlement?.discountPercent ?? 0,
    resultBytes: succeeded ? outcome.data.length : 0,
    resultHash: succeeded ? digest(outcome.data, resultDigest) : noCell,
    writes: splitWrites(outcome?.writes ?? noBytes),
    reads,
    readSetHash: reads.length === 0 ? hashOfNothing : digestOfReads(reads),
  };
}

const places = new WeakMap<ManifestThread, string>();

/** Where threads are spawned; many are at the same place. */
function placeText(thread: ManifestThread): string {
  let text = places.get(thread);
  if (text === undefined) {
    text = thread.file === "" ? "" : `${thread.file}:${thread.line}:${thread.column}`;
    places.set(thread, text);
  }
  return text;
}

const nothing: readonly never[] = [];

/** What a thread read, by address: contract indices are a matter of one chain. */
function readSet(row: ThreadRow, outcome: ThreadOutcome, world: World): readonly SlotName[] {
  if (outcome.reads.length === 0) return nothing;
  const reads: SlotName[] = [];
  forEachSortedKey(outcome.reads, (key) => {
    reads.push({ contract: contractSeen(row, world, key[0]!).address, key: cellBytes(key, 1) });
  });
  return reads.sort((left, right) => compareBytes(left.contract, right.contract) || compareBytes(left.key, right.key));
}

function digestOfReads(reads: readonly SlotName[]): Uint8Array {
  return digest(Buffer.concat(reads.flatMap(({ contract, key }) => [contract, key])), readSetDigest);
}

function digest(bytes: Uint8Array, target: Uint8Array): Uint8Array {
  return bytes.length === 0 ? hashOfNothing : sha256(bytes, target);
}
