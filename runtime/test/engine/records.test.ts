import { JobReader, jobRecordLength, serializeContext, writeJobRecord } from "../../src/engine/job-record";
import { readOutcome, writeOutcome } from "../../src/engine/outcome-record";
import { viewsOf } from "../../src/engine/shared-views";
import { NO_OFFSET, Status, type ThreadJob, type ThreadOutcome } from "../../src/threads/backend";

const bytes = (length: number, seed: number) => Uint8Array.from({ length }, (_, index) => (index * 31 + seed) & 255);

const job: ThreadJob = {
  ticket: 7,
  contract: 3,
  code: 5,
  deployed: Uint8Array.of(1, 2, 3),
  entry: 12,
  environment: 0xffff_0000,
  gas: 0xfedc_ba98_7654_3210n,
  pageLimit: 17,
  stackBytes: 200_000,
  image: bytes(65_536, 1),
  globals: BigUint64Array.of(1n, 2n, 0xffff_ffff_ffff_ffffn),
  generation: 2,
  snapshot: bytes(96, 2),
  stale: bytes(33, 3),
  reservation: bytes(64, 4),
  regions: [
    { pointer: 4, length: 5 },
    { pointer: 1_000, length: 0 },
  ],
  counters: { calls: 4, depth: 2, warm: bytes(7, 5) },
  context: {
    transaction: {
      block: {
        hash: bytes(32, 6),
        number: 5n,
        medianTime: 1n << 63n,
        chainId: bytes(32, 7),
        protocolId: bytes(32, 8),
        consensusFlags: 1n,
      },
      transactionId: bytes(32, 9),
      transactionHash: bytes(32, 10),
      origin: bytes(32, 11),
      originTweakedKey: bytes(32, 12),
    },
    caller: bytes(32, 13),
    calldata: bytes(1_000, 14),
    readOnly: true,
  },
};

const outcome: ThreadOutcome = {
  ticket: 9,
  status: Status.trapped,
  code: 5004,
  functionIndex: 3,
  offset: NO_OFFSET,
  gasUsed: 0x1_0000_0001n,
  data: bytes(13, 1),
  message: "dividiert durch null: ∅",
  writes: bytes(64, 2),
  reads: bytes(36, 3),
  regions: bytes(1_001, 4),
  calls: 6,
  warm: bytes(5, 5),
};

describe("job records", () => {
  test("are read as they were written", () => {
    const arena = new SharedArrayBuffer(1 << 20);
    const context = serializeContext(job.context);
    const [imageOffset, snapshotOffset, contextOffset, record] = [4096, 2048, 128, 100_032];
    new Uint8Array(arena, imageOffset, job.image.length).set(job.image);
    new Uint8Array(arena, snapshotOffset, job.snapshot.length).set(job.snapshot);
    new Uint8Array(arena, contextOffset, context.length).set(context);
    const place = { offset: contextOffset, length: context.length, serial: 1 };
    writeJobRecord(viewsOf(arena), record, job, { imageOffset, snapshotOffset, context: place });
    const read = new JobReader(arena).read(record);
    expect(Buffer.from(read.image).equals(job.image)).toBe(true);
    const plain = (value: unknown): unknown =>
      JSON.parse(
        JSON.stringify(value, (_, part) =>
          typeof part === "bigint" ? `${part}n` : ArrayBuffer.isView(part) ? [...(part as Uint8Array)] : part,
        ),
      );
    expect(plain({ ...read, image: null })).toEqual(plain({ ...job, image: null }));
    expect(jobRecordLength(job) % 8).toBe(0);
  });
});

describe("outcome records", () => {
  test("are read as they were written, into memory of their own", () => {
    const buffer = viewsOf(new SharedArrayBuffer(8192));
    writeOutcome(buffer, 64, 8000, outcome);
    const read = readOutcome(buffer, 64);
    buffer.bytes.fill(0xee);
    expect({ ...read }).toEqual(outcome);
  });

  test("fit exactly, or not at all", () => {
    const buffer = viewsOf(new SharedArrayBuffer(8192));
    const length = writeOutcome(buffer, 0, 8192, outcome);
    expect(writeOutcome(buffer, 0, length, outcome)).toBe(length);
    expect(writeOutcome(buffer, 0, length - 1, outcome)).toBe(-1);
  });
});
