import { JobReader, jobRecordLength, serializeContext, writeJobRecord } from "../../src/engine/job-record";
import { readOutcome, writeOutcome } from "../../src/engine/outcome-record";
import { viewsOf } from "../../src/engine/shared-views";
import { sampleJob as job, sampleOutcome as outcome } from "./support/samples";

describe("job records", () => {
  test("are read as they were written", () => {
    const arena = new SharedArrayBuffer(1 << 20);
    const context = serializeContext(job.context);
    const [imageOffset, snapshotOffset, contextOffset, record] = [4096, 2048, 128, 100_032];
    new Uint8Array(arena, imageOffset, job.image.length).set(job.image);
    new Uint8Array(arena, snapshotOffset, job.snapshot.length).set(job.snapshot);
    new Uint8Array(arena, contextOffset, context.length).set(context);
    const shared = (offset: number, { length }: Uint8Array) => {
      return { block: { offset, length, inUse: true }, length, serial: 1, holders: 1 };
    };
    writeJobRecord(viewsOf(arena), record, job, {
      imageOffset,
      imageLength: job.image.length,
      snapshot: shared(snapshotOffset, job.snapshot),
      context: shared(contextOffset, context),
    });
    const read = new JobReader(arena).read(record);
    expect(Buffer.from(read.image).equals(job.image)).toBe(true);
    const plain = (value: unknown): unknown =>
      JSON.parse(
        JSON.stringify(value, (_, part) =>
          typeof part === "bigint" ? `${part}n` : ArrayBuffer.isView(part) ? [...(part as Uint8Array)] : part,
        ),
      );
    // Its fields are read when somebody asks for them.
    const { transaction, caller, calldata, readOnly } = read.context;
    const readFully = { ...read, context: { transaction, caller, calldata, readOnly } };
    expect(plain({ ...readFully, image: null })).toEqual(plain({ ...job, image: null }));
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
