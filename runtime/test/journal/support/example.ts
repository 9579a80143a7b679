import { JournalWriter, RECORD_HASH_BYTES, RECORD_HEADER_BYTES } from "../../../src/journal/framing";
import type { JournalContent } from "../../../src/journal/records";
import { filled } from "../../core/support/test-chain";
import { splitRecords } from "./journals";

const request = {
  kind: "call",
  contract: 0,
  context: {
    block: {
      hash: filled(0x21),
      number: 100n,
      medianTime: 1_700_000_000n,
      chainId: filled(0x22),
      protocolId: filled(0x23),
      consensusFlags: 3n,
    },
    transactionId: filled(0x24),
    transactionHash: filled(0x25),
    origin: filled(0x26),
    originTweakedKey: filled(0),
  },
  sender: filled(0x26),
  calldata: Uint8Array.of(0xca, 0x11, 0xda, 0x7a),
  gasLimit: 1_000_000n,
  readOnly: false,
} as const;

/** The records of the example in `runtime/docs/journal.md`, without the closing one. */
export const exampleRecords: readonly JournalContent[] = [
  {
    kind: "opened",
    body: {
      schedule: "oip0002/1",
      scheduleHash: filled(0x11),
      stateRoot: filled(0x12),
      contracts: 1,
      transactions: 1n,
      blockNumber: 100n,
      medianTime: 1_700_000_000n,
    },
  },
  {
    kind: "transactionBegun",
    body: {
      number: 1n,
      schedule: "oip0002/1",
      stateRoot: filled(0x12),
      address: filled(0x13),
      deployer: filled(0x14),
      moduleHash: filled(0x15),
      request,
    },
  },
  {
    kind: "stepScheduled",
    body: {
      ticket: 1,
      contract: filled(0x13),
      entry: 2,
      environment: 4_096,
      generation: 1,
      handle: 0xabcdef0000010001n,
      seed: filled(0x31),
      budget: 500_000n,
      fee: 101_000n,
      pages: 17,
    },
  },
  { kind: "reserved", body: { ticket: 1, keys: [filled(0x41)], regions: [{ pointer: 8_192, length: 64 }] } },
  {
    kind: "stepCommitted",
    body: {
      ticket: 1,
      gasUsed: 1_234n,
      refund: 498_766n,
      discount: 123n,
      discountPercent: 10,
      resultBytes: 4,
      resultHash: filled(0x51),
      outcomeHash: filled(0x52),
    },
  },
  { kind: "committed", body: { ticket: 1, writes: [{ key: filled(0x41), value: filled(0x42) }] } },
  {
    kind: "transactionEnded",
    body: { status: 0, code: 0, gasUsed: 123_456n, receiptHash: filled(0x61), stateRoot: filled(0x62) },
  },
];

/** The example as bytes. */
export function exampleJournal(): Uint8Array {
  const writer = new JournalWriter();
  for (const content of exampleRecords) writer.append(content);
  return writer.finish();
}

const LINE_BYTES = 32;

function lines(bytes: Uint8Array): string[] {
  return Array.from({ length: Math.ceil(bytes.length / LINE_BYTES) }, (_, i) =>
    Buffer.from(bytes.subarray(i * LINE_BYTES, (i + 1) * LINE_BYTES)).toString("hex"),
  );
}

/** The bytes as the page shows them: a comment for each record, its header, its body and its hash on lines of their own. */
export function showJournal(journal: Uint8Array): string {
  const records = splitRecords(journal).flatMap((record, index) => {
    const kind = exampleRecords[index]?.kind ?? "closed";
    const end = record.length - RECORD_HASH_BYTES;
    const parts = [
      record.subarray(0, RECORD_HEADER_BYTES),
      record.subarray(RECORD_HEADER_BYTES, end),
      record.subarray(end),
    ];
    return [`# record ${index}, ${kind}`, ...parts.flatMap(lines)];
  });
  return ["# magic and version", ...lines(journal.subarray(0, 12)), ...records].join("\n");
}
