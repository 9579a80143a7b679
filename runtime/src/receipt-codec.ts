import { ByteReader } from "./abi/byte-reader";
import { ByteWriter } from "./abi/byte-writer";
import { bytes, decode, encode, fixed, text, u32, u64, u8, type Codec } from "./codec/codec";
import { choice, list, nullable, record } from "./codec/compound";
import type {
  Receipt,
  ReceiptCode,
  ReceiptConflict,
  ReceiptEvent,
  ReceiptFailure,
  ReceiptSlot,
  ReceiptThread,
  SlotName,
  ThreadEnd,
} from "./receipt";
import { sha256 } from "./storage/sha256";
import { CELL_BYTES } from "./storage/words";
import type { Status } from "./threads/backend";

/** Version of the receipt's bytes; a change of any field or rule that shows in a receipt is a new one. */
export const RECEIPT_VERSION = 1;

const cell = fixed(CELL_BYTES);
const status = u8<Status>();

const slotName = record<SlotName>({ contract: cell, key: cell });

const failure = record<ReceiptFailure>({
  code: u32,
  message: text,
  contract: cell,
  functionIndex: u32,
  offset: u32,
  ticket: u32,
});

const event = record<ReceiptEvent>({ contract: cell, name: text, data: bytes });

const change = record<ReceiptSlot>({ contract: cell, key: cell, before: cell, after: cell });

const code = record<ReceiptCode>({
  kind: choice<ReceiptCode["kind"]>("deployed", "updated"),
  contract: cell,
  source: cell,
  deployer: cell,
});

const write = record<{ key: Uint8Array; value: Uint8Array }>({ key: cell, value: cell });
const reservation = list(cell, CELL_BYTES);
const end = choice<ThreadEnd>("joined", "cancelled");
const writes = list(write, 2 * CELL_BYTES);
const reads = list(slotName, 2 * CELL_BYTES);

const threadFields = record<ReceiptThread>({
  ticket: u32,
  contract: cell,
  entry: u32,
  function: text,
  place: text,
  generation: u32,
  budget: u64,
  fee: u64,
  reservation,
  end,
  status,
  code: u32,
  message: text,
  functionIndex: u32,
  offset: u32,
  used: u64,
  refund: u64,
  discount: u64,
  discountPercent: u32,
  resultBytes: u32,
  resultHash: cell,
  writes,
  reads,
  readSetHash: cell,
});

/** The same bytes field by field: a receipt may have thousands of threads, and a loop over names takes four times as long. */
function writeThread(out: ByteWriter, value: ReceiptThread): void {
  out.integer(value.ticket, 4).bytes(value.contract).integer(value.entry, 4).text(value.function).text(value.place);
  out.integer(value.generation, 4).integer(value.budget, 8).integer(value.fee, 8);
  reservation.write(out, value.reservation);
  end.write(out, value.end);
  out.integer(value.status, 1).integer(value.code, 4).text(value.message);
  out.integer(value.functionIndex, 4).integer(value.offset, 4);
  out.integer(value.used, 8).integer(value.refund, 8).integer(value.discount, 8).integer(value.discountPercent, 4);
  out.integer(value.resultBytes, 4).bytes(value.resultHash);
  writes.write(out, value.writes);
  reads.write(out, value.reads);
  out.bytes(value.readSetHash);
}

/** One row of a receipt's thread table. */
export const receiptThread: Codec<ReceiptThread> = { ...threadFields, write: writeThread };

const conflict = record<ReceiptConflict>({ reader: u32, writer: u32, slot: slotName });

/** The last fields of a receipt, of which there may be very many and at which most callers never look. */
type Tail = Pick<Receipt, "threads" | "conflicts">;

/** The fields of a receipt before its threads. */
export type ReceiptHead = Omit<Receipt, keyof Tail>;

/** The receipt's fields in their canonical order; `runtime/docs/receipt.md` says the same in words. */
const headFields: { readonly [Name in keyof ReceiptHead]-?: Codec<ReceiptHead[Name]> } = {
  version: u32,
  schedule: text,
  transactionId: cell,
  contract: cell,
  status,
  code: u32,
  failure: nullable(failure),
  data: bytes,
  gasLimit: u64,
  gasUsed: u64,
  gasGross: u64,
  discount: u64,
  refund: u64,
  events: list(event),
  changes: list(change, 4 * CELL_BYTES),
  codes: list(code, 3 * CELL_BYTES),
};
const conflicts = list(conflict);
const tailFields = { threads: list(receiptThread), conflicts };

const head = record<ReceiptHead>(headFields);
const tail = record<Tail>(tailFields);
const receipt = record<Receipt>({ ...headFields, ...tailFields });

/** The canonical bytes of a receipt: equal for equal outcomes, on every machine. */
export function encodeReceipt(value: Receipt): Uint8Array {
  return encode(receipt, value);
}

/**
 * The canonical bytes of a receipt whose threads have been written before.
 *
 * @param threadCount number of threads in `threads`
 * @param threads what `receiptThread` writes for each, one after the other, in ticket order
 */
export function encodeReceiptParts(
  fields: ReceiptHead,
  threadCount: number,
  threads: Uint8Array,
  found: readonly ReceiptConflict[],
): Uint8Array {
  const out = new ByteWriter();
  head.write(out, fields);
  out.integer(threadCount, 4).bytes(threads);
  conflicts.write(out, found);
  return out.finish();
}

/** The receipt of canonical bytes. @throws RangeError if they are not a whole receipt of this version */
export function decodeReceipt(encoded: Uint8Array): Receipt {
  const value = decode(receipt, encoded);
  if (value.version !== RECEIPT_VERSION) throw new RangeError(`version ${value.version} is not ${RECEIPT_VERSION}`);
  return value;
}

/**
 * The receipt of canonical bytes that the runtime itself has made; threads and conflicts are read when asked for.
 *
 * @throws RangeError if they are not a receipt of this version, for the last fields when they are asked for
 */
export function decodeReceiptLazily(encoded: Uint8Array): Receipt {
  const source = new ByteReader(encoded);
  const fields = head.read(source);
  if (fields.version !== RECEIPT_VERSION) throw new RangeError(`version ${fields.version} is not ${RECEIPT_VERSION}`);
  const rest = new LazyTail(encoded.subarray(encoded.length - source.remaining));
  return Object.defineProperties(Object.defineProperty(fields as LazyReceipt, unread, { value: rest }), tailGetters);
}

/** Where a receipt keeps the tail that is read when asked for. */
const unread = Symbol("unread");

type LazyReceipt = Receipt & { readonly [unread]: LazyTail };

class LazyTail {
  private tail: Tail | undefined;

  constructor(private readonly bytes: Uint8Array) {}

  read(): Tail {
    return (this.tail ??= decode(tail, this.bytes));
  }
}

/** The same for all receipts: with getters of its own, each would be a shape of its own to the engine, which keeps shapes for long. */
const tailGetters: PropertyDescriptorMap = {
  threads: {
    enumerable: true,
    get(this: LazyReceipt) {
      return this[unread].read().threads;
    },
  },
  conflicts: {
    enumerable: true,
    get(this: LazyReceipt) {
      return this[unread].read().conflicts;
    },
  },
};

/** SHA-256 of the canonical bytes, 32 bytes. */
export function receiptHash(value: Receipt): Uint8Array {
  return sha256(encodeReceipt(value));
}

/** The first field in which two receipts differ, in canonical order; undefined for equal ones. */
export function receiptDifference(left: Receipt, right: Receipt): string | undefined {
  return receipt.difference(left, right, "");
}
