import { bytes, decode, encode, fixed, flag, text, u32, u64, u8, type Codec } from "../codec/codec";
import { list, record } from "../codec/compound";
import type { CallContext } from "../frame/context";
import { transactionContext } from "../frame/request-codec";
import { invariant } from "../errors";
import { PAGE_BYTES } from "../limits";
import { CELL_BYTES, longAt, wordsOf } from "../storage/words";
import type { Region, Status, ThreadCounters, ThreadJob, ThreadOutcome } from "./backend";

const JOB_VERSION = 2;
const cell = fixed(CELL_BYTES);

const context = record<CallContext>({ transaction: transactionContext, caller: cell, calldata: bytes, readOnly: flag });
const counters = record<ThreadCounters>({ calls: u32, depth: u32, warm: bytes });
const region = record<Region>({ pointer: u32, length: u32 });

const globals: Codec<Uint32Array> = {
  write: (out, words) => list(u64).write(out, longsOf(words)),
  read: (source) =>
    Uint32Array.from(
      list(u64, 8)
        .read(source)
        .flatMap((bits) => [...wordsOf(bits)]),
    ),
  difference: (left, right, path) => list(u64).difference(longsOf(left), longsOf(right), path),
};

function longsOf(words: Uint32Array): bigint[] {
  return Array.from({ length: words.length / 2 }, (_, i) => longAt(words, 2 * i));
}

/** The image of a job that is kept is whole, and says how many pages there are. */
type WholeJob = Omit<ThreadJob, "pages">;

const job = record<WholeJob>({
  ticket: u32,
  contract: u32,
  code: u32,
  deployed: bytes,
  entry: u32,
  environment: u32,
  gas: u64,
  pageLimit: u32,
  stackBytes: u32,
  image: bytes,
  globals,
  generation: u32,
  snapshot: bytes,
  stale: bytes,
  reservation: bytes,
  regions: list(region, 8),
  counters,
  context,
});

const outcome = record<ThreadOutcome>({
  ticket: u32,
  status: u8<Status>(),
  code: u32,
  functionIndex: u32,
  offset: u32,
  gasUsed: u64,
  data: bytes,
  message: text,
  writes: bytes,
  reads: bytes,
  regions: bytes,
  calls: u32,
  warm: bytes,
});

const versionedJob = record<{ version: number; job: WholeJob }>({ version: u32, job });
const versionedOutcome = record<{ version: number; outcome: ThreadOutcome }>({ version: u32, outcome });

/** A job as canonical bytes, to be kept or run elsewhere; see `runtime/docs/thread-bytes.md`. */
export function encodeJob(value: ThreadJob): Uint8Array {
  invariant(value.image.length === value.pages * PAGE_BYTES, "the image of a job that is kept is whole");
  return encode(versionedJob, { version: JOB_VERSION, job: value });
}

/** @throws RangeError if the bytes are not a whole job of this version */
export function decodeJob(encoded: Uint8Array): ThreadJob {
  const { version, job: value } = decode(versionedJob, encoded);
  if (version !== JOB_VERSION) throw new RangeError(`version ${version} is not ${JOB_VERSION}`);
  return { ...value, pages: value.image.length / PAGE_BYTES };
}

/** An outcome as canonical bytes: equal for equal outcomes. */
export function encodeOutcome(value: ThreadOutcome): Uint8Array {
  return encode(versionedOutcome, { version: JOB_VERSION, outcome: value });
}

/** @throws RangeError if the bytes are not a whole outcome of this version */
export function decodeOutcome(encoded: Uint8Array): ThreadOutcome {
  const { version, outcome: value } = decode(versionedOutcome, encoded);
  if (version !== JOB_VERSION) throw new RangeError(`version ${version} is not ${JOB_VERSION}`);
  return value;
}

/** What differs first between two outcomes; undefined if nothing. */
export function outcomeDifference(left: ThreadOutcome, right: ThreadOutcome): string | undefined {
  return outcome.difference(left, right, "");
}
