import type { Status, ThreadOutcome } from "../threads/backend";

/** Words at the start of an outcome record; the sections follow each other without gaps. */
const enum Word {
  ticket,
  status,
  code,
  functionIndex,
  offset,
  gasLow,
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
export function writeOutcome(buffer: SharedArrayBuffer, at: number, room: number, outcome: ThreadOutcome): number {
  const message = Buffer.from(outcome.message, "utf8");
  const sections = [outcome.data, message, outcome.writes, outcome.reads, outcome.regions, outcome.warm];
  const length = sections.reduce((sum, section) => sum + section.length, HEADER_BYTES);
  if (length > room) return -1;
  const words = new Uint32Array(buffer, at, Word.count);
  const { ticket, status, code, functionIndex, offset, gasUsed, calls } = outcome;
  words.set([
    ticket,
    status,
    code,
    functionIndex,
    offset,
    Number(gasUsed & 0xffff_ffffn),
    Number(gasUsed >> 32n),
    calls,
  ]);
  const bytes = new Uint8Array(buffer, at, length);
  let position = HEADER_BYTES;
  sections.forEach((section, index) => {
    words[Word.dataLength + index] = section.length;
    bytes.set(section, position);
    position += section.length;
  });
  return length;
}

/** Reads an outcome into memory of its own, so that the buffer can be used again. */
export function readOutcome(buffer: SharedArrayBuffer, at: number, length: number): ThreadOutcome {
  const words = new Uint32Array(buffer, at, Word.count);
  const word = (index: Word): number => words[index] as number;
  const copy = new Uint8Array(length - HEADER_BYTES);
  copy.set(new Uint8Array(buffer, at + HEADER_BYTES, copy.length));
  let position = 0;
  const section = (index: Word): Uint8Array => copy.subarray(position, (position += word(index)));
  const data = section(Word.dataLength);
  const message = section(Word.messageLength);
  return {
    ticket: word(Word.ticket),
    status: word(Word.status) as Status,
    code: word(Word.code),
    functionIndex: word(Word.functionIndex),
    offset: word(Word.offset),
    gasUsed: (BigInt(word(Word.gasHigh)) << 32n) | BigInt(word(Word.gasLow)),
    data,
    message: Buffer.from(message.buffer, message.byteOffset, message.byteLength).toString("utf8"),
    writes: section(Word.writesLength),
    reads: section(Word.readsLength),
    regions: section(Word.regionsLength),
    calls: word(Word.calls),
    warm: section(Word.warmLength),
  };
}
