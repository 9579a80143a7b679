/** Receipts of the model and of the runtime in the same words. */
import { createHash } from "node:crypto";
import type { Receipt, ReceiptThread, SlotName } from "../../runtime/src/receipt";
import { Failure, Status, type Meter } from "../reference-model/rules";
import type { State } from "../reference-model/state";
import type { Thread } from "../reference-model/threads";
import type { Transaction } from "../reference-model/transaction";
import type { Deployment } from "./execute";
import { slotOf } from "./layout";

/** Codes are empty on success; slots are `contract:slot`, with the contract's number in the program. */
export type Described = ReturnType<typeof describeModel>;

/** What the model says of a transaction that it has run. */
export function describeModel(transaction: Transaction, meter: Meter) {
  const { result, events, state, before, threads } = transaction;
  const failure = result instanceof Failure ? result : null;
  const value = result instanceof Failure ? 0n : (result?.words[0] ?? 0n);
  const sum = (pick: (thread: Thread) => bigint): bigint => threads.reduce((total, each) => total + pick(each), 0n);
  return {
    status: (failure?.status ?? Status.success) as number,
    code: failure?.code ?? "",
    /** The thread whose failure ended the transaction, 0 for none. */
    ticket: failure?.ticket ?? 0,
    threads: threads.map(describeThread),
    value,
    events,
    changes: changesSince(before, state),
    conflicts: transaction.conflicts(),
    refund: sum(({ refund }) => refund),
    discount: sum(({ discount }) => discount),
    gasUsed: meter.used,
    gasGross: meter.used + sum(({ discount }) => discount),
  };
}

/** The slots that differ, sorted. */
function changesSince(before: State, { slots }: State): string[] {
  const changed = [...slots].filter(([name, { value }]) => value !== before.read(name));
  return changed.map(([name, { value }]) => `${name}=${value}`).sort();
}

/** A thread's row; one that was cancelled was never observed (F-6). */
function describeThread(thread: Thread) {
  const { ticket, parent, generation, request, fee, refund, discount, percent, failure, body } = thread;
  const seen = thread.state === "joined";
  return {
    ticket,
    contract: parent.contract,
    entry: request.entry,
    generation: generation.number,
    budget: request.budget,
    fee,
    reservation: request.slots ?? [],
    end: thread.state as string,
    status: (seen ? (failure?.status ?? Status.success) : Status.trapped) as number,
    code: seen ? (failure?.code ?? "") : "TC5009",
    used: seen ? body.meter.used : request.budget,
    refund,
    discount,
    percent: Number(percent),
    resultBytes: seen && failure === null ? (body.returned?.bytes ?? 0) : 0,
    resultHash: seen && failure === null ? hashOf(body.returned?.words[0] ?? 0n) : NO_HASH,
    writes: seen ? thread.committed.map(({ slot, value }) => `${slot}=${value}`) : [],
    reads: seen ? [...thread.reads].sort() : [],
  };
}

const NO_HASH = "00".repeat(32);

/** SHA-256 of a thread's result. */
function hashOf(value: bigint): string {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return createHash("sha256").update(bytes).digest("hex");
}

const codeName = (code: number): string => (code === 0 ? "" : `TC${code}`);
const low64 = (bytes: Uint8Array): bigint => Buffer.from(bytes.buffer, bytes.byteOffset).readBigUInt64LE();

/** The same of a receipt. @param position of the program in its batch */
export function describeReceipt(receipt: Receipt, deployment: Deployment, position: number): Described {
  const name = ({ contract, key }: SlotName): string => `${deployment.contractOf(contract)}:${slotOf(key)}`;
  return {
    status: receipt.status,
    code: codeName(receipt.code),
    ticket: receipt.failure?.ticket ?? 0,
    threads: receipt.threads.map((thread) => describeRow(thread, deployment, position)),
    value: receipt.code === 0 && receipt.data.length >= 8 ? low64(receipt.data) : 0n,
    events: receipt.events.map(({ contract, data }) => `${deployment.contractOf(contract)}:${low64(data)}`),
    changes: receipt.changes.map((change) => `${name(change)}=${low64(change.after)}`).sort(),
    conflicts: receipt.conflicts.map(({ reader, writer, slot }) => `${reader}<${writer} ${name(slot)}`).sort(),
    refund: receipt.refund,
    discount: receipt.discount,
    gasUsed: receipt.gasUsed,
    gasGross: receipt.gasGross,
  };
}

function describeRow(row: ReceiptThread, deployment: Deployment, position: number): Described["threads"][number] {
  const contract = deployment.contractOf(row.contract);
  const first = deployment.compiled.programs[position]!.firstEntries[contract]!;
  const { ticket, generation, budget, fee, end, status, used, refund, discount, resultBytes } = row;
  return {
    ...{ ticket, contract, entry: row.entry - first, generation, budget, fee },
    reservation: row.reservation.map(slotOf),
    ...{ end, status, code: codeName(row.code), used, refund, discount, percent: row.discountPercent, resultBytes },
    resultHash: Buffer.from(row.resultHash).toString("hex"),
    writes: row.writes.map(({ key, value }) => `${slotOf(key)}=${low64(value)}`),
    reads: row.reads.map(({ contract, key }) => `${deployment.contractOf(contract)}:${slotOf(key)}`).sort(),
  };
}
