import { isThreadedContractError, ThreadedContractError } from "@threaded-contract/transform";
import { decode } from "../codec/codec";
import { invariant } from "../errors";
import { JOURNAL_RECORD_BYTES_MAXIMUM } from "../limits";
import { compareBytes } from "../storage/words";
import { checkOrder } from "./record-order";
import {
  firstHash,
  JOURNAL_HEADER_BYTES,
  JOURNAL_VERSION,
  journalHeader,
  RECORD_HASH_BYTES,
  RECORD_HEADER_BYTES,
  recordHash,
} from "./framing";
import { bodyCodec, JOURNAL_KINDS, ONLY_LANE, type ClosedBody, type JournalRecord } from "./records";

/** A journal that has been checked: its records without the closing one, and the same as bytes. */
export interface CheckedJournal {
  readonly records: readonly JournalRecord[];
  /** Header, body and hash of each record. */
  readonly frames: readonly Uint8Array[];
}

/**
 * Checks the bytes of a journal and reads its records: numbering, hashes, contents and their order.
 *
 * @param bytes of `chain.journal()`; the format is in `runtime/docs/journal.md`
 * @throws TC6022 when it is cut off, TC6023 when records are missing or moved, TC6024 when one was altered, TC6025 when
 * it is no journal of this version; each names the first record that is wrong, and has it as a detail, `record: 17`
 * @example
 * ```ts
 * const spawns = readJournal(await chain.journal()).filter(({ kind }) => kind === "stepScheduled");
 * ```
 */
export function readJournal(bytes: Uint8Array): JournalRecord[] {
  return [...checkJournal(bytes).records];
}

/** The same with the frames, for whoever goes on writing the journal. */
export function checkJournal(bytes: Uint8Array): CheckedJournal {
  checkHeader(bytes);
  const records: JournalRecord[] = [];
  const frames: Uint8Array[] = [];
  let hash = firstHash();
  for (let at = JOURNAL_HEADER_BYTES; ;) {
    const sequence = records.length;
    const frame = checkFrame(bytes, at, sequence, hash);
    const record = readRecord(frame, sequence);
    checkOrder(records, record, (reason) => malformed(sequence, reason));
    at += frame.length;
    hash = frame.subarray(frame.length - RECORD_HASH_BYTES);
    if (record.kind === "closed") {
      checkClosed(record.body, sequence, bytes.length - at);
      return { records, frames };
    }
    records.push(record);
    frames.push(frame);
  }
}

/** An error with the number of the record it is about. */
export function malformed(sequence: number, reason: string): never {
  const words = `record ${sequence}: ${reason}`;
  throw new ThreadedContractError("TC6025", { reason: words }, { details: [recordDetail(sequence)] });
}

/** The detail by which programs find the record that is wrong. */
export function recordDetail(sequence: number): string {
  return `record: ${sequence}`;
}

function checkHeader(bytes: Uint8Array): void {
  const header = journalHeader();
  const refuse = (reason: string): never => {
    throw new ThreadedContractError("TC6025", { reason });
  };
  const start = bytes.subarray(0, JOURNAL_HEADER_BYTES);
  if (compareBytes(start, header) === 0) return;
  if (start.length < header.length) refuse(`it has ${bytes.length} bytes, less than its header`);
  const magicBytes = header.length - 4;
  if (compareBytes(start.subarray(0, magicBytes), header.subarray(0, magicBytes)) !== 0) {
    refuse("it does not begin like one");
  }
  const version = new DataView(start.buffer, start.byteOffset).getUint32(magicBytes);
  refuse(`it has version ${version}, not ${JOURNAL_VERSION}`);
}

/** The bytes of the record at an offset, complete, in its place, and as they were written. */
function checkFrame(bytes: Uint8Array, at: number, sequence: number, previous: Uint8Array): Uint8Array {
  const details = [recordDetail(sequence)];
  const cutOff = (): never => {
    throw new ThreadedContractError("TC6022", { record: sequence }, { details });
  };
  const left = bytes.length - at;
  if (left < RECORD_HEADER_BYTES) cutOff();
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, RECORD_HEADER_BYTES);
  const found = view.getUint32(0);
  if (found !== sequence) throw new ThreadedContractError("TC6023", { record: sequence, found }, { details });
  const length = view.getUint32(RECORD_HEADER_BYTES - 4);
  const altered = (): never => {
    throw new ThreadedContractError("TC6024", { record: sequence }, { details });
  };
  // No writer writes such a record.
  if (length > JOURNAL_RECORD_BYTES_MAXIMUM) altered();
  const end = RECORD_HEADER_BYTES + length;
  if (left < end + RECORD_HASH_BYTES) cutOff();
  const frame = bytes.slice(at, at + end + RECORD_HASH_BYTES);
  if (compareBytes(recordHash(previous, frame.subarray(0, end)), frame.subarray(end)) !== 0) altered();
  invariant(frame.length === end + RECORD_HASH_BYTES, "a frame is complete");
  return frame;
}

/** The record of a frame whose bytes were checked. */
export function readRecord(frame: Uint8Array, sequence: number): JournalRecord {
  const view = new DataView(frame.buffer, frame.byteOffset, RECORD_HEADER_BYTES);
  const kind = JOURNAL_KINDS[view.getUint8(4)];
  const lane = view.getUint32(5);
  if (kind === undefined) return malformed(sequence, `kind ${view.getUint8(4)} is unknown`);
  if (lane !== ONLY_LANE) return malformed(sequence, `lane ${lane} is not ${ONLY_LANE}`);
  const bytes = frame.subarray(RECORD_HEADER_BYTES, frame.length - RECORD_HASH_BYTES);
  try {
    return { sequence, lane, kind, body: decode(bodyCodec(kind), bytes) } as JournalRecord;
  } catch (error) {
    if (error instanceof RangeError || isThreadedContractError(error)) {
      return malformed(sequence, "its content is not complete");
    }
    throw error;
  }
}

function checkClosed({ records }: ClosedBody, sequence: number, left: number): void {
  if (records !== sequence) malformed(sequence, `it closes ${records} records, but there are ${sequence}`);
  if (left > 0) malformed(sequence + 1, `there are ${left} bytes after the end`);
}
