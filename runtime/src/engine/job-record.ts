import { deserialize, serialize } from "node:v8";
import { invariant } from "../errors";
import type { CallContext } from "../frame/context";
import type { Region, ThreadJob } from "../threads/backend";

/** Words at the start of a job record; the sections follow in the order of `SECTIONS`, each on 8 bytes. */
const enum Word {
  ticket,
  contract,
  entry,
  environment,
  pageLimit,
  stackBytes,
  generation,
  calls,
  depth,
  gasLow,
  gasHigh,
  imageOffset,
  imageLength,
  snapshotOffset,
  snapshotLength,
  contextOffset,
  contextLength,
  contextSerial,
  /** Byte lengths of the sections. */
  globalsLength,
  staleLength,
  reservationLength,
  regionsLength,
  warmLength,
  count,
}

const HEADER_BYTES = Math.ceil((Word.count * 4) / 8) * 8;
const REGION_WORDS = 2;

/** Where in the arena the parts of a job are that do not lie in its record. */
export interface JobPlaces {
  readonly imageOffset: number;
  readonly snapshotOffset: number;
  readonly context: ContextPlace;
}

/** A serialised call context, shared by the jobs of a frame. */
export interface ContextPlace {
  readonly offset: number;
  readonly length: number;
  /** Never used twice, so that a reader may keep what it decoded. */
  readonly serial: number;
}

/** Bytes of a job's record, without image, snapshot and context. */
export function jobRecordLength(job: ThreadJob): number {
  const sections = [
    job.globals.byteLength,
    job.stale.length,
    job.reservation.length,
    job.regions.length * REGION_WORDS * 4,
    job.counters.warm.length,
  ];
  return sections.reduce((sum, length) => sum + roundUp8(length), HEADER_BYTES);
}

/** Bytes of a context, however many fields it has. */
export function serializeContext(context: CallContext): Uint8Array {
  return serialize(context);
}

/** Writes a job's record into the arena at `offset`. */
export function writeJobRecord(arena: SharedArrayBuffer, offset: number, job: ThreadJob, places: JobPlaces): void {
  const words = new Uint32Array(arena, offset, Word.count);
  const { ticket, contract, entry, environment, pageLimit, stackBytes, generation, counters } = job;
  const header = [
    ticket,
    contract,
    entry,
    environment,
    pageLimit,
    stackBytes,
    generation,
    counters.calls,
    counters.depth,
  ];
  words.set(header);
  words[Word.gasLow] = Number(job.gas & 0xffff_ffffn);
  words[Word.gasHigh] = Number(job.gas >> 32n);
  words[Word.imageOffset] = places.imageOffset;
  words[Word.imageLength] = job.image.length;
  words[Word.snapshotOffset] = places.snapshotOffset;
  words[Word.snapshotLength] = job.snapshot.length;
  words[Word.contextOffset] = places.context.offset;
  words[Word.contextLength] = places.context.length;
  words[Word.contextSerial] = places.context.serial;
  const regions = new Uint32Array(job.regions.flatMap((region) => [region.pointer, region.length]));
  const sections = [bytesOf(job.globals), job.stale, job.reservation, bytesOf(regions), counters.warm];
  let at = offset + HEADER_BYTES;
  sections.forEach((section, index) => {
    words[Word.globalsLength + index] = section.length;
    new Uint8Array(arena, at, section.length).set(section);
    at += roundUp8(section.length);
  });
  invariant(at === offset + jobRecordLength(job), "a job record has the length that was allocated");
}

/** Reads job records; the byte arrays of the jobs are views of the arena, valid until the slot is released. */
export class JobReader {
  private context: CallContext | undefined;
  private contextSerial = 0;

  constructor(private readonly arena: SharedArrayBuffer) {}

  read(offset: number): ThreadJob {
    const words = new Uint32Array(this.arena, offset, Word.count);
    const word = (index: Word): number => words[index] as number;
    let at = offset + HEADER_BYTES;
    const section = (length: number): Uint8Array => {
      const bytes = new Uint8Array(this.arena, at, length);
      at += roundUp8(length);
      return bytes;
    };
    const globals = section(word(Word.globalsLength));
    const stale = section(word(Word.staleLength));
    const reservation = section(word(Word.reservationLength));
    const regions = readRegions(section(word(Word.regionsLength)));
    const warm = section(word(Word.warmLength));
    return {
      ticket: word(Word.ticket),
      contract: word(Word.contract),
      entry: word(Word.entry),
      environment: word(Word.environment),
      gas: (BigInt(word(Word.gasHigh)) << 32n) | BigInt(word(Word.gasLow)),
      pageLimit: word(Word.pageLimit),
      stackBytes: word(Word.stackBytes),
      image: new Uint8Array(this.arena, word(Word.imageOffset), word(Word.imageLength)),
      globals: new BigUint64Array(globals.buffer, globals.byteOffset, globals.byteLength / 8),
      generation: word(Word.generation),
      snapshot: new Uint8Array(this.arena, word(Word.snapshotOffset), word(Word.snapshotLength)),
      stale,
      reservation,
      regions,
      counters: { calls: word(Word.calls), depth: word(Word.depth), warm },
      context: this.readContext(word(Word.contextOffset), word(Word.contextLength), word(Word.contextSerial)),
    };
  }

  private readContext(offset: number, length: number, serial: number): CallContext {
    if (this.context === undefined || this.contextSerial !== serial) {
      const bytes = Buffer.alloc(length);
      bytes.set(new Uint8Array(this.arena, offset, length));
      this.context = deserialize(bytes) as CallContext;
      this.contextSerial = serial;
    }
    return this.context;
  }
}

function readRegions(bytes: Uint8Array): Region[] {
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
  const regions: Region[] = [];
  for (let i = 0; i < words.length; i += REGION_WORDS) {
    regions.push({ pointer: words[i] as number, length: words[i + 1] as number });
  }
  return regions;
}

function bytesOf(view: ArrayBufferView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

function roundUp8(length: number): number {
  return (length + 7) & ~7;
}
