import { inspect } from "node:util";
import type { Code, Manifest, ManifestFunction, ThreadedContractError } from "@threaded-contract/transform";
import { decodeEvent, decodeReturn } from "../client/values";
import type { Receipt as ReceiptContent } from "../receipt";
import { reportReceipt } from "../report/receipt-report";
import { sha256 } from "../storage/sha256";
import type { FailureTrace } from "../trace/trace-entry";
import { addressText, type Address } from "./address";
import { explainConflicts, type ConflictEntry } from "./conflict-entries";
import {
  codeName,
  failureCode,
  failureError,
  slotPlace,
  statusName,
  threadEntry,
  type EventEntry,
  type Hexadecimal,
  type ReceiptStatus,
  type SlotEntry,
  type ThreadEntry,
} from "./receipt-parts";

/** What is needed to turn a receipt's bytes into values. */
export interface ReceiptSource {
  readonly content: ReceiptContent;
  /** The canonical bytes of the content. */
  readonly bytes: Uint8Array;
  /** The function that was called; null for a deployment. */
  readonly target: ManifestFunction | null;
  /** The manifest of a contract by address. */
  manifestOf(contract: Address): Manifest | undefined;
  /** Where the main execution (0) and threads failed, by ticket, as far as that is known. */
  readonly traces?: ReadonlyMap<number, FailureTrace>;
}

/**
 * What a transaction did. A transaction that failed has a receipt too: `status` says how, `error` says why, and
 * reading `value` throws that error, so that a test which expects a value fails with the contract's own message.
 *
 * @example
 * ```ts
 * const receipt = await primes.countPrimes(2_000_000, 4);
 * receipt.status; // "success"
 * receipt.value; // 148933
 * console.log(receipt.report());
 * ```
 */
export class Receipt<T = unknown> {
  readonly status: ReceiptStatus;
  /** Code of the failure, such as `"TC5001"`; null on success. A joined thread's failure keeps the thread's code. */
  readonly code: Code | null;
  /** The failure as an error; undefined on success. */
  readonly error: ThreadedContractError | undefined;
  /**
   * Where the main execution failed, by functions and, with a source map, lines; null on success and if nobody asked
   * (`trace`). A failed thread's is in `threads`. It is no part of `bytes`.
   */
  readonly trace: FailureTrace | null;
  readonly contract: Address;
  readonly transactionId: Hexadecimal;
  /** Id of the gas schedule. */
  readonly schedule: string;
  readonly gasLimit: bigint;
  /** What the sender pays, refunds and discounts taken off. */
  readonly gasUsed: bigint;
  /** What was worked: the discounts added again. */
  readonly gasGross: bigint;
  readonly discount: bigint;
  /** Unused gas of threads that came back. */
  readonly refund: bigint;
  readonly events: readonly EventEntry[];
  /** Sorted by contract and key; empty unless the transaction succeeded. */
  readonly stateDiff: readonly SlotEntry[];
  /** Addresses of the contracts that the called contracts deployed. */
  readonly deployed: readonly Address[];
  /** Return data, or revert data. */
  readonly data: Uint8Array;
  /** The canonical bytes: equal for equal runs, on every machine. */
  readonly bytes: Uint8Array;
  /** SHA-256 of `bytes`. */
  readonly hash: Hexadecimal;
  readonly #source: ReceiptSource;
  #decoded: { readonly value: T } | undefined;
  #threads: readonly ThreadEntry[] | undefined;

  constructor(source: ReceiptSource) {
    const { content, bytes } = source;
    this.#source = source;
    this.status = statusName(content.status);
    this.code = content.failure === null ? codeName(content.code) : failureCode(content.failure);
    this.contract = addressText(content.contract);
    this.transactionId = addressText(content.transactionId);
    this.schedule = content.schedule;
    this.gasLimit = content.gasLimit;
    this.gasUsed = content.gasUsed;
    this.gasGross = content.gasGross;
    this.discount = content.discount;
    this.refund = content.refund;
    const deployed = content.codes.filter(({ kind }) => kind === "deployed");
    this.deployed = deployed.map(({ contract }) => addressText(contract));
    this.events = content.events.map((event) => this.#event(event));
    this.stateDiff = content.changes.map(({ contract, key, before, after }) => {
      return { ...slotPlace({ contract, key }), before: addressText(before), after: addressText(after) };
    });
    this.data = content.data;
    this.bytes = bytes;
    this.hash = addressText(sha256(bytes));
    this.trace = source.traces?.get(0) ?? null;
    this.error = content.failure === null ? undefined : failureError(content.failure, this.threads, this.trace);
  }

  /** In program order of the spawns. */
  get threads(): readonly ThreadEntry[] {
    const { traces } = this.#source;
    return (this.#threads ??= this.#source.content.threads.map((thread) =>
      threadEntry(thread, traces?.get(thread.ticket) ?? null),
    ));
  }

  /** What the function returned. @throws the transaction's error when it failed; TC6007 when the data is not of the declared type */
  get value(): T {
    this.#throwFailure();
    this.#decoded ??= { value: this.#decodeValue() };
    return this.#decoded.value;
  }

  /** The same as `value`, for use in a chain of calls. @throws the transaction's error when it failed */
  unwrap(): T {
    return this.value;
  }

  /** The receipt itself. @throws the transaction's error when it failed */
  expectSuccess(): this {
    this.#throwFailure();
    return this;
  }

  /**
   * Pairs of threads that lived at the same time, where one read the past of a slot that the other wrote (ruling S-7). That is
   * legal; `cyclic` marks those that no order without threads could give (write skew), and `explanation` says it in words.
   */
  conflicts(): ConflictEntry[] {
    return explainConflicts(this.#source.content.conflicts, this.threads);
  }

  /** A text for people: the result, a row for each thread, and gas in parallel against gas in sequence. */
  report(): string {
    return reportReceipt(this);
  }

  /** The fields as JSON can hold them: gas as decimal text, bytes as hexadecimal text. */
  toJSON(): unknown {
    return jsonValue({ ...this, threads: this.threads });
  }

  [inspect.custom](): string {
    return `Receipt ${this.hash.slice(0, 10)}… of ${this.#source.target?.name ?? "a deployment"}\n${this.report()}`;
  }

  /** The error's stack is that of whoever asks: a failed transaction itself is no fault. */
  #throwFailure(): void {
    if (this.error === undefined) return;
    Error.captureStackTrace(this.error, this.#throwFailure);
    throw this.error;
  }

  #decodeValue(): T {
    const { target } = this.#source;
    const manifest = this.#source.manifestOf(this.contract);
    // A deployment returns nothing.
    if (target === null || manifest === undefined) return undefined as T;
    return decodeReturn(manifest, target, this.data) as T;
  }

  #event({ contract, name, data }: ReceiptContent["events"][number]): EventEntry {
    const address = addressText(contract);
    const manifest = this.#source.manifestOf(address);
    return { contract: address, name, data, value: manifest && decodeEvent(manifest, name, data) };
  }
}

function jsonValue(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Uint8Array) return `0x${Buffer.from(value).toString("hex")}`;
  if (value instanceof Error) return String(value.message);
  if (Array.isArray(value)) return value.map(jsonValue);
  if (value instanceof Map) return [...(value as Map<unknown, unknown>)].map(jsonValue);
  if (value instanceof Set) return [...(value as Set<unknown>)].map(jsonValue);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, jsonValue(part)]));
}
