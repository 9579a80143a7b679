import { bytes, fixed, text, u32, u64, u8, type Codec } from "../codec/codec";
import { list, record } from "../codec/compound";
import { transactionRequest } from "../frame/request-codec";
import type { TransactionRequest } from "../frame/transaction";
import { CELL_BYTES } from "../storage/words";
import type { Region, Status } from "../threads/backend";

/** Where a journal begins. */
export interface OpenedBody {
  /** Id of the gas schedule, such as `"oip0002/1"`. */
  readonly schedule: string;
  /** 32 bytes: `scheduleHash` of its prices. */
  readonly scheduleHash: Uint8Array;
  /** 32 bytes: state root before the first record. */
  readonly stateRoot: Uint8Array;
  readonly contracts: number;
  readonly transactions: bigint;
  readonly blockNumber: bigint;
  /** Seconds. */
  readonly medianTime: bigint;
}

/** Everything a transaction depends on. */
export interface TransactionBegunBody {
  /** Number of the transaction on its chain, from 0. */
  readonly number: bigint;
  readonly schedule: string;
  /** 32 bytes: state root before the transaction. */
  readonly stateRoot: Uint8Array;
  /** 32 bytes each: the contract that is called or deployed, and who deployed it. */
  readonly address: Uint8Array;
  readonly deployer: Uint8Array;
  /** 32 bytes: SHA-256 of the module's shipped bytes. */
  readonly moduleHash: Uint8Array;
  readonly request: TransactionRequest;
}

/** A spawn: a step takes its ticket. */
export interface StepScheduledBody {
  readonly ticket: number;
  /** 32 bytes: address of the contract that spawned. */
  readonly contract: Uint8Array;
  readonly entry: number;
  readonly environment: number;
  readonly generation: number;
  readonly handle: bigint;
  /** 32 bytes: what `Thread.seed` is in the thread. */
  readonly seed: Uint8Array;
  readonly budget: bigint;
  readonly fee: bigint;
  readonly pages: number;
}

/** What the spawn reserved. Follows `stepScheduled` if there is any. */
export interface ReservedBody {
  readonly ticket: number;
  /** 32 bytes each, in the order given. */
  readonly keys: readonly Uint8Array[];
  readonly regions: readonly Region[];
}

/** A join of a thread that succeeded. */
export interface StepCommittedBody {
  readonly ticket: number;
  readonly gasUsed: bigint;
  readonly refund: bigint;
  readonly discount: bigint;
  readonly discountPercent: number;
  readonly resultBytes: number;
  /** 32 bytes: SHA-256 of the result. */
  readonly resultHash: Uint8Array;
  /** 32 bytes: SHA-256 of the outcome's canonical bytes. */
  readonly outcomeHash: Uint8Array;
}

/** The writes that a join committed, sorted by key. Follows `stepCommitted` if there are any. */
export interface CommittedBody {
  readonly ticket: number;
  readonly writes: readonly { readonly key: Uint8Array; readonly value: Uint8Array }[];
}

/** A join of a thread that failed. */
export interface StepFailedBody {
  readonly ticket: number;
  readonly status: Status;
  /** TC number. */
  readonly code: number;
  readonly functionIndex: number;
  readonly offset: number;
  readonly message: string;
  readonly gasUsed: bigint;
  readonly refund: bigint;
  /** 32 bytes: SHA-256 of the outcome's canonical bytes. */
  readonly outcomeHash: Uint8Array;
}

/** A thread that no join will observe. */
export interface StepCancelledBody {
  readonly ticket: number;
}

/** A thread that ended, and whose join then failed: nothing of it was committed. */
export interface StepDiscardedBody {
  readonly ticket: number;
  readonly gasUsed: bigint;
  /** 32 bytes: SHA-256 of the outcome's canonical bytes. */
  readonly outcomeHash: Uint8Array;
}

/** What came of the transaction. */
export interface TransactionEndedBody {
  readonly status: Status;
  /** TC number, 0 on success. */
  readonly code: number;
  readonly gasUsed: bigint;
  /** 32 bytes: SHA-256 of the receipt's canonical bytes. */
  readonly receiptHash: Uint8Array;
  /** 32 bytes: state root after the transaction. */
  readonly stateRoot: Uint8Array;
}

/** The chain moved to another block. */
export interface BlockEnteredBody {
  readonly number: bigint;
  /** Seconds. */
  readonly medianTime: bigint;
  /** 32 bytes: state root in the new block, where updated code is in effect. */
  readonly stateRoot: Uint8Array;
}

/** An account made its ML-DSA-44 key known. */
export interface KeyRegisteredBody {
  /** 32 bytes. */
  readonly account: Uint8Array;
  /** 1,312 bytes. */
  readonly publicKey: Uint8Array;
  /** 32 bytes: state root after it. */
  readonly stateRoot: Uint8Array;
}

/** The end of the journal: how many records are before it. */
export interface ClosedBody {
  readonly records: number;
}

/** The contents of records, by kind. */
export interface JournalBodies {
  readonly opened: OpenedBody;
  readonly transactionBegun: TransactionBegunBody;
  readonly stepScheduled: StepScheduledBody;
  readonly reserved: ReservedBody;
  readonly stepCommitted: StepCommittedBody;
  readonly committed: CommittedBody;
  readonly stepFailed: StepFailedBody;
  readonly stepCancelled: StepCancelledBody;
  readonly stepDiscarded: StepDiscardedBody;
  readonly transactionEnded: TransactionEndedBody;
  readonly blockEntered: BlockEnteredBody;
  readonly keyRegistered: KeyRegisteredBody;
  readonly closed: ClosedBody;
}

/** What a record is about. */
export type JournalKind = keyof JournalBodies;

/** A record's kind and content. */
export type JournalContent<Kind extends JournalKind = JournalKind> = {
  readonly [K in Kind]: { readonly kind: K; readonly body: JournalBodies[K] };
}[Kind];

/** One record of a journal. */
export type JournalRecord<Kind extends JournalKind = JournalKind> = JournalContent<Kind> & {
  /** Position in the journal, from 0. */
  readonly sequence: number;
  /** 0 until transactions run in lanes. */
  readonly lane: number;
};

/** The kinds between the two ends of a transaction. */
export type StepKind = Extract<
  JournalKind,
  "stepScheduled" | "reserved" | "stepCommitted" | "committed" | "stepFailed" | "stepCancelled" | "stepDiscarded"
>;

/** The lane of everything this version writes. */
export const ONLY_LANE = 0;

/** Kinds in the order of their numbers. */
export const JOURNAL_KINDS = [
  "opened",
  "transactionBegun",
  "stepScheduled",
  "reserved",
  "stepCommitted",
  "committed",
  "stepFailed",
  "stepCancelled",
  "stepDiscarded",
  "transactionEnded",
  "blockEntered",
  "keyRegistered",
  "closed",
] as const satisfies readonly JournalKind[];

const cell = fixed(CELL_BYTES);
const status = u8<Status>();
const write = record<{ readonly key: Uint8Array; readonly value: Uint8Array }>({ key: cell, value: cell });

const codecs: { readonly [Kind in JournalKind]: Codec<JournalBodies[Kind]> } = {
  opened: record<OpenedBody>({
    schedule: text,
    scheduleHash: cell,
    stateRoot: cell,
    contracts: u32,
    transactions: u64,
    blockNumber: u64,
    medianTime: u64,
  }),
  transactionBegun: record<TransactionBegunBody>({
    number: u64,
    schedule: text,
    stateRoot: cell,
    address: cell,
    deployer: cell,
    moduleHash: cell,
    request: transactionRequest,
  }),
  stepScheduled: record<StepScheduledBody>({
    ticket: u32,
    contract: cell,
    entry: u32,
    environment: u32,
    generation: u32,
    handle: u64,
    seed: cell,
    budget: u64,
    fee: u64,
    pages: u32,
  }),
  reserved: record<ReservedBody>({
    ticket: u32,
    keys: list(cell, CELL_BYTES),
    regions: list(record<Region>({ pointer: u32, length: u32 }), 8),
  }),
  stepCommitted: record<StepCommittedBody>({
    ticket: u32,
    gasUsed: u64,
    refund: u64,
    discount: u64,
    discountPercent: u32,
    resultBytes: u32,
    resultHash: cell,
    outcomeHash: cell,
  }),
  committed: record<CommittedBody>({ ticket: u32, writes: list(write, 2 * CELL_BYTES) }),
  stepFailed: record<StepFailedBody>({
    ticket: u32,
    status,
    code: u32,
    functionIndex: u32,
    offset: u32,
    message: text,
    gasUsed: u64,
    refund: u64,
    outcomeHash: cell,
  }),
  stepCancelled: record<StepCancelledBody>({ ticket: u32 }),
  stepDiscarded: record<StepDiscardedBody>({ ticket: u32, gasUsed: u64, outcomeHash: cell }),
  transactionEnded: record<TransactionEndedBody>({
    status,
    code: u32,
    gasUsed: u64,
    receiptHash: cell,
    stateRoot: cell,
  }),
  blockEntered: record<BlockEnteredBody>({ number: u64, medianTime: u64, stateRoot: cell }),
  keyRegistered: record<KeyRegisteredBody>({ account: cell, publicKey: bytes, stateRoot: cell }),
  closed: record<ClosedBody>({ records: u32 }),
};

/** How the content of a kind is written, read and compared. */
export function bodyCodec(kind: JournalKind): Codec<JournalContent["body"]> {
  return codecs[kind];
}
