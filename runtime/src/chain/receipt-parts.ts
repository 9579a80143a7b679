import { catalogue, isCode, ThreadedContractError, type Code } from "@threaded-contract/transform";
import type { ReceiptFailure, ReceiptThread, SlotName } from "../receipt";
import { Status } from "../threads/backend";
import { traceLines, type FailureTrace } from "../trace/trace-entry";
import { addressText, type Address } from "./address";

/** How a transaction or a thread ended. */
export type ReceiptStatus = "success" | "outOfGas" | "reverted" | "trapped";

const STATUS_NAMES: Readonly<Record<Status, ReceiptStatus>> = {
  [Status.success]: "success",
  [Status.outOfGas]: "outOfGas",
  [Status.reverted]: "reverted",
  [Status.trapped]: "trapped",
};

/** 32 bytes as `0x` and 64 hexadecimal digits. */
export type Hexadecimal = `0x${string}`;

/** One event of a successful transaction. */
export interface EventEntry {
  readonly contract: Address;
  readonly name: string;
  readonly data: Uint8Array;
  /** The data as a value, when the contract's manifest describes a class of the event's name. */
  readonly value: unknown;
}

/** One slot that the transaction changed. */
export interface SlotEntry {
  readonly contract: Address;
  readonly key: Hexadecimal;
  readonly before: Hexadecimal;
  readonly after: Hexadecimal;
}

/** One thread of the transaction. */
export interface ThreadEntry {
  /** Number in program order, from 1. */
  readonly ticket: number;
  readonly contract: Address;
  /** Name of the function that holds the closure. */
  readonly function: string;
  /** `file:line:column` of the spawn. */
  readonly place: string;
  /** Threads of one generation share a snapshot. */
  readonly generation: number;
  readonly end: "joined" | "cancelled";
  readonly status: ReceiptStatus;
  readonly code: Code | null;
  readonly message: string;
  /** Gas the thread was given. */
  readonly budget: bigint;
  readonly gasUsed: bigint;
  /** Fee of the spawn, beside the budget. */
  readonly fee: bigint;
  readonly refund: bigint;
  readonly discount: bigint;
  readonly discountPercent: number;
  readonly resultBytes: number;
  /** SHA-256 of the result's bytes. */
  readonly resultHash: Hexadecimal;
  readonly reservedSlots: number;
  readonly reservation: readonly Hexadecimal[];
  readonly writes: readonly { readonly key: Hexadecimal; readonly value: Hexadecimal }[];
  readonly reads: readonly SlotPlace[];
  /** Where the thread failed, if that was asked for; no part of the receipt's bytes. */
  readonly trace: FailureTrace | null;
}

/** A slot by contract and key. */
export interface SlotPlace {
  readonly contract: Address;
  readonly key: Hexadecimal;
}

export function statusName(status: Status): ReceiptStatus {
  return STATUS_NAMES[status];
}

/** `TC5001` for 5001, null for 0. */
export function codeName(code: number): Code | null {
  const name = `TC${code}`;
  return isCode(name) ? name : null;
}

export function slotPlace({ contract, key }: SlotName): SlotPlace {
  return { contract: addressText(contract), key: addressText(key) };
}

export function threadEntry(thread: ReceiptThread, trace: FailureTrace | null = null): ThreadEntry {
  const { ticket, generation, end, message, budget, fee, refund, discount, discountPercent, resultBytes, place } =
    thread;
  return {
    ticket,
    contract: addressText(thread.contract),
    function: thread.function,
    place,
    generation,
    end,
    status: statusName(thread.status),
    code: codeName(thread.code),
    message,
    budget,
    gasUsed: thread.used,
    fee,
    refund,
    discount,
    discountPercent,
    resultBytes,
    resultHash: addressText(thread.resultHash),
    reservedSlots: thread.reservation.length,
    reservation: thread.reservation.map(addressText),
    writes: thread.writes.map(({ key, value }) => ({ key: addressText(key), value: addressText(value) })),
    reads: thread.reads.map(slotPlace),
    // A cancelled thread was never observed.
    trace: thread.end === "joined" ? trace : null,
  };
}

/** How the text of a revert begins that comes from a check of the SDK, which knows more of the slot than its key. */
const SDK_CHECK = /^(TC4002|TC4003): /;

/** The code of a failure. A check of the SDK that ran in the contract and reverted has its own. */
export function failureCode({ code, message }: Pick<ReceiptFailure, "code" | "message">): Code | null {
  const name = codeName(code);
  const checked = name === "TC5002" ? SDK_CHECK.exec(message) : null;
  return checked === null ? name : (checked[1] as Code);
}

/** The error that a failed transaction stands for. */
export function failureError(
  failure: ReceiptFailure,
  threads: readonly ThreadEntry[],
  trace: FailureTrace | null,
): ThreadedContractError {
  const code = failureCode(failure);
  const details = [`contract: ${addressText(failure.contract)}`];
  const thread = threads.find(({ ticket }) => ticket === failure.ticket);
  if (thread !== undefined) {
    if (thread.trace !== null) details.push(...traceLines(thread.trace));
    details.push(`thread ${thread.ticket}, spawned at ${thread.place} in ${thread.function}`);
  }
  if (trace !== null) details.push(...traceLines(trace));
  if (code === null) return new ThreadedContractError("TC6017", { what: `${failure.code} is a code of the catalogue` });
  const message = failure.message.replace(SDK_CHECK, "");
  return new ThreadedContractError(code, message || catalogue[code].title, { details });
}
