import { NO_OFFSET, Status, type ThreadJob, type ThreadOutcome } from "../../../src/threads/backend";

/** Bytes that are different at every place. */
export const sampleBytes = (length: number, seed: number): Uint8Array =>
  Uint8Array.from({ length }, (_, index) => (index * 31 + seed) & 255);

/** A job with something in every field. */
export const sampleJob: ThreadJob = {
  ticket: 7,
  contract: 3,
  code: 5,
  deployed: Uint8Array.of(1, 2, 3),
  entry: 12,
  environment: 0xffff_0000,
  gas: 0xfedc_ba98_7654_3210n,
  pageLimit: 17,
  stackBytes: 200_000,
  pages: 1,
  image: sampleBytes(65_536, 1),
  globals: Uint32Array.of(1, 0, 2, 0, 0xffff_ffff, 0xffff_ffff),
  generation: 2,
  snapshot: sampleBytes(96, 2),
  stale: sampleBytes(33, 3),
  reservation: sampleBytes(64, 4),
  regions: [
    { pointer: 4, length: 5 },
    { pointer: 1_000, length: 0 },
  ],
  counters: { calls: 4, depth: 2, warm: sampleBytes(7, 5) },
  context: {
    transaction: {
      block: {
        hash: sampleBytes(32, 6),
        number: 5n,
        medianTime: 1n << 63n,
        chainId: sampleBytes(32, 7),
        protocolId: sampleBytes(32, 8),
        consensusFlags: 1n,
      },
      transactionId: sampleBytes(32, 9),
      transactionHash: sampleBytes(32, 10),
      origin: sampleBytes(32, 11),
      originTweakedKey: sampleBytes(32, 12),
    },
    caller: sampleBytes(32, 13),
    calldata: sampleBytes(1_000, 14),
    readOnly: true,
  },
};

/** An outcome with something in every field. */
export const sampleOutcome: ThreadOutcome = {
  ticket: 9,
  status: Status.trapped,
  code: 5004,
  functionIndex: 3,
  offset: NO_OFFSET,
  gasUsed: 0x1_0000_0001n,
  data: sampleBytes(13, 1),
  message: "dividiert durch null: ∅",
  writes: sampleBytes(64, 2),
  reads: sampleBytes(36, 3),
  regions: sampleBytes(1_001, 4),
  calls: 6,
  warm: sampleBytes(5, 5),
};
