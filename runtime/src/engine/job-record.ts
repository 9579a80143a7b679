import { encode } from "../codec/codec";
import { invariant } from "../errors";
import type { CallContext } from "../frame/context";
import { callContext } from "../frame/request-codec";
import { noBytes } from "../storage/words";
import type { Region, ThreadJob } from "../threads/backend";
import { LazyContext } from "./lazy-context";
import type { SharedBlock } from "./shared-blocks";
import { viewsOf, type SharedViews } from "./shared-views";

/** Words at the start of a job record; the sections follow in the order of `SECTIONS`, each on 8 bytes. */
const enum Word {
  ticket,
  contract,
  code,
  entry,
  environment,
  pages,
  pageLimit,
  stackBytes,
  generation,
  calls,
  depth,
  /** Two words, little endian. */
  gas,
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
  deployedLength,
  count,
}

const HEADER_BYTES = Math.ceil((Word.count * 4) / 8) * 8;
const REGION_WORDS = 2;

/** Where in the arena the parts of a job are that do not lie in its record. */
export interface JobPlaces {
  readonly imageOffset: number;
  /** Bytes of the image that are there; the others are zero. */
  readonly imageLength: number;
  /** Shared by the jobs of a generation. */
  readonly snapshot: SharedBlock;
  /** Serialised; shared by the jobs of a frame. */
  readonly context: SharedBlock;
}

/** Bytes of a job's record, without image, snapshot and context. */
export function jobRecordLength(job: ThreadJob): number {
  const { globals, stale, reservation, regions, counters, deployed } = job;
  const shorts =
    roundUp8(stale.length) + roundUp8(reservation.length) + roundUp8(counters.warm.length) + roundUp8(deployed.length);
  return HEADER_BYTES + globals.byteLength + shorts + regions.length * REGION_WORDS * 4;
}

/** Bytes of a context, however many fields it has. */
export function serializeContext(context: CallContext): Uint8Array {
  return encode(callContext, context);
}

/** Writes a job's record into the arena at `offset`, a multiple of 8. */
export function writeJobRecord(arena: SharedViews, offset: number, job: ThreadJob, places: JobPlaces): void {
  const { words, bytes } = arena;
  const { globals, counters } = job;
  writeHeader(arena, offset / 4, job, places);
  let at = offset + HEADER_BYTES;
  for (let i = 0; i < globals.length; i++) words[at / 4 + i] = globals[i]!;
  words[offset / 4 + Word.globalsLength] = globals.byteLength;
  at += globals.byteLength;
  const sections = [job.stale, job.reservation, encodeRegions(job.regions), counters.warm, job.deployed];
  for (let i = 0; i < sections.length; i++) {
    const section = sections[i]!;
    words[offset / 4 + Word.staleLength + i] = section.length;
    if (section.length > 0) bytes.set(section, at);
    at += roundUp8(section.length);
  }
  invariant(at === offset + jobRecordLength(job), "a job record has the length that was allocated");
}

function writeHeader({ words, numbers }: SharedViews, at: number, job: ThreadJob, places: JobPlaces): void {
  invariant(Number.isInteger(at) && places.imageOffset >= 0, "a record lies on whole words");
  words[at + Word.ticket] = job.ticket;
  words[at + Word.contract] = job.contract;
  words[at + Word.code] = job.code;
  words[at + Word.entry] = job.entry;
  words[at + Word.environment] = job.environment;
  words[at + Word.pages] = job.pages;
  words[at + Word.pageLimit] = job.pageLimit;
  words[at + Word.stackBytes] = job.stackBytes;
  words[at + Word.generation] = job.generation;
  words[at + Word.calls] = job.counters.calls;
  words[at + Word.depth] = job.counters.depth;
  numbers.setBigUint64((at + Word.gas) * 4, job.gas, true);
  words[at + Word.imageOffset] = places.imageOffset;
  words[at + Word.imageLength] = places.imageLength;
  words[at + Word.snapshotOffset] = places.snapshot.block.offset;
  words[at + Word.snapshotLength] = job.snapshot.length;
  words[at + Word.contextOffset] = places.context.block.offset;
  words[at + Word.contextLength] = places.context.length;
  words[at + Word.contextSerial] = places.context.serial;
}

/** Reads job records; the byte arrays of the jobs are views of the arena, valid until the slot is released. */
export class JobReader {
  private readonly words: Uint32Array;
  private readonly numbers: DataView;
  private context: CallContext | undefined;
  private contextSerial = 0;

  constructor(private readonly arena: SharedArrayBuffer) {
    ({ words: this.words, numbers: this.numbers } = viewsOf(arena));
  }

  read(offset: number): ThreadJob {
    const { words } = this;
    const start = offset / 4;
    const globals = offset + HEADER_BYTES;
    const stale = globals + words[start + Word.globalsLength]!;
    const reservation = stale + roundUp8(words[start + Word.staleLength]!);
    const regions = reservation + roundUp8(words[start + Word.reservationLength]!);
    const warm = regions + roundUp8(words[start + Word.regionsLength]!);
    const deployed = warm + roundUp8(words[start + Word.warmLength]!);
    return {
      ticket: words[start + Word.ticket]!,
      contract: words[start + Word.contract]!,
      code: words[start + Word.code]!,
      deployed: this.bytes(deployed, words[start + Word.deployedLength]!),
      entry: words[start + Word.entry]!,
      environment: words[start + Word.environment]!,
      gas: this.numbers.getBigUint64((start + Word.gas) * 4, true),
      pages: words[start + Word.pages]!,
      pageLimit: words[start + Word.pageLimit]!,
      stackBytes: words[start + Word.stackBytes]!,
      image: this.bytes(words[start + Word.imageOffset]!, words[start + Word.imageLength]!),
      globals: new Uint32Array(this.arena, globals, words[start + Word.globalsLength]! / 4),
      generation: words[start + Word.generation]!,
      snapshot: this.bytes(words[start + Word.snapshotOffset]!, words[start + Word.snapshotLength]!),
      stale: this.bytes(stale, words[start + Word.staleLength]!),
      reservation: this.bytes(reservation, words[start + Word.reservationLength]!),
      regions: this.readRegions(regions, words[start + Word.regionsLength]!),
      counters: {
        calls: words[start + Word.calls]!,
        depth: words[start + Word.depth]!,
        warm: this.bytes(warm, words[start + Word.warmLength]!),
      },
      context: this.readContext(
        words[start + Word.contextOffset]!,
        words[start + Word.contextLength]!,
        words[start + Word.contextSerial]!,
      ),
    };
  }

  private bytes(offset: number, length: number): Uint8Array {
    return length === 0 ? noBytes : new Uint8Array(this.arena, offset, length);
  }

  private readContext(offset: number, length: number, serial: number): CallContext {
    if (this.context === undefined || this.contextSerial !== serial) {
      this.context = new LazyContext(new Uint8Array(this.arena, offset, length));
      this.contextSerial = serial;
    }
    return this.context;
  }

  private readRegions(offset: number, length: number): readonly Region[] {
    const regions: Region[] = [];
    for (let at = offset / 4; at < (offset + length) / 4; at += REGION_WORDS) {
      regions.push({ pointer: this.words[at]!, length: this.words[at + 1]! });
    }
    return regions;
  }
}

function encodeRegions(regions: readonly Region[]): Uint8Array {
  if (regions.length === 0) return noBytes;
  const words = new Uint32Array(regions.flatMap(({ pointer, length }) => [pointer, length]));
  return new Uint8Array(words.buffer);
}

function roundUp8(length: number): number {
  return (length + 7) & ~7;
}
