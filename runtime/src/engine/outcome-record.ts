import { invariant } from "../errors";
import { copyOf } from "../storage/copy-bytes";
import { noBytes } from "../storage/words";
import type { Status, ThreadOutcome } from "../threads/backend";
import type { SharedViews } from "./shared-views";

/** Words at the start of an outcome record; the sections follow each other without gaps. */
const enum Word {
  ticket,
  status,
  code,
  functionIndex,
  offset,
  /** Two words, little endian. */
  gas,
  gasHigh,
  calls,
  /** Byte lengths of the sections. */
  dataLength,
  messageLength,
  writesLength,
  readsLength,
  regionsLength,
  warmLength,
  count,
}

const HEADER_BYTES = Word.count * 4;

/**
 * Writes an outcome at a multiple of 4.
 *
 * @param room bytes that may be used
 * @returns the bytes used, or -1 when they do not fit and nothing was written
 */
export function writeOutcome(buffer: SharedViews, at: number, room: number, outcome: ThreadOutcome): number {
  const message = outcome.message === "" ? noBytes : Buffer.from(outcome.message, "utf8");
  const sections = [outcome.data, message, outcome.writes, outcome.reads, outcome.regions, outcome.warm];
  let length = HEADER_BYTES;
  for (const section of sections) length += section.length;
  if (length > room) return -1;
  const { words, bytes, numbers } = buffer;
  const start = at / 4;
  words[start + Word.ticket] = outcome.ticket;
  words[start + Word.status] = outcome.status;
  words[start + Word.code] = outcome.code;
  words[start + Word.functionIndex] = outcome.functionIndex;
  words[start + Word.offset] = outcome.offset;
  numbers.setBigUint64((start + Word.gas) * 4, outcome.gasUsed, true);
  words[start + Word.calls] = outcome.calls;
  let position = at + HEADER_BYTES;
  for (let i = 0; i < sections.length; i++) {
    const section = sections[i]!;
    words[start + Word.dataLength + i] = section.length;
    if (section.length > 0) bytes.set(section, position);
    position += section.length;
  }
  invariant(position === at + length, "an outcome record has the length that was counted");
  return length;
}

/** Reads an outcome into memory of its own, so that the buffer can be used again. */
export function readOutcome(buffer: SharedViews, at: number): ThreadOutcome {
  const { words, bytes, numbers } = buffer;
  const start = at / 4;
  const data = at + HEADER_BYTES;
  const message = data + words[start + Word.dataLength]!;
  const writes = message + words[start + Word.messageLength]!;
  const reads = writes + words[start + Word.writesLength]!;
  const regions = reads + words[start + Word.readsLength]!;
  const warm = regions + words[start + Word.regionsLength]!;
  return {
    ticket: words[start + Word.ticket]!,
    status: words[start + Word.status] as Status,
    code: words[start + Word.code]!,
    functionIndex: words[start + Word.functionIndex]!,
    offset: words[start + Word.offset]!,
    gasUsed: numbers.getBigUint64((start + Word.gas) * 4, true),
    data: copyOf(bytes, data, message - data),
    message: message === writes ? "" : Buffer.from(bytes.slice(message, writes).buffer).toString("utf8"),
    writes: copyOf(bytes, writes, reads - writes),
    reads: copyOf(bytes, reads, regions - reads),
    regions: copyOf(bytes, regions, warm - regions),
    calls: words[start + Word.calls]!,
    warm: copyOf(bytes, warm, words[start + Word.warmLength]!),
  };
}
