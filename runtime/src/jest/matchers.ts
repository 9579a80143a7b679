import { isDeepStrictEqual } from "node:util";
import { Receipt } from "../chain/call-receipt";
import type { EventEntry } from "../chain/receipt-parts";
import { compareGas } from "../report/receipt-report";
import { firstReceiptDifference } from "./receipt-difference";

/** What a matcher tells jest. */
export interface MatcherResult {
  readonly pass: boolean;
  message(): string;
}

/** A receipt, or the promise of one that a call returns. */
export type ReceiptLike = Receipt | PromiseLike<Receipt>;

/** `expect(call).toSucceed()`: the transaction succeeded. */
export async function toSucceed(received: ReceiptLike): Promise<MatcherResult> {
  const receipt = await resolveReceipt(received, "toSucceed");
  return result(receipt.status === "success", "the transaction to succeed", receipt);
}

/** `expect(call).toTrapWith("TC5004", /zero/)`: it failed with that code, and with that message. */
export async function toTrapWith(
  received: ReceiptLike,
  code: string,
  message?: string | RegExp,
): Promise<MatcherResult> {
  const receipt = await resolveReceipt(received, "toTrapWith");
  const found = receipt.error?.shortMessage ?? "";
  const fits = message === undefined || (typeof message === "string" ? found.includes(message) : message.test(found));
  const wanted = message === undefined ? "" : ` and a message with ${String(message)}`;
  return result(receipt.code === code && fits, `the transaction to fail with ${code}${wanted}`, receipt);
}

/**
 * `expect(call).toEmit("Transfer", { amount: 10n })`: an event of that name, with that data.
 *
 * @param data the event's bytes, or fields of its value, of which others may exist
 */
export async function toEmit(received: ReceiptLike, name: string, data?: unknown): Promise<MatcherResult> {
  const receipt = await resolveReceipt(received, "toEmit");
  const pass = receipt.events.some((event) => event.name === name && (data === undefined || eventHas(event, data)));
  const names = receipt.events.map((event) => event.name).join(", ") || "none";
  return result(
    pass,
    `an event ${name}${data === undefined ? "" : " with the given data"} (events: ${names})`,
    receipt,
  );
}

/** `expect(call).toUseGas({ atMost: 1_000_000n })`, or an exact amount. */
export async function toUseGas(
  received: ReceiptLike,
  bound: bigint | number | { readonly atMost?: bigint | number; readonly atLeast?: bigint | number },
): Promise<MatcherResult> {
  const receipt = await resolveReceipt(received, "toUseGas");
  const { atLeast, atMost } = typeof bound === "object" ? bound : { atLeast: bound, atMost: bound };
  const used = receipt.gasUsed;
  const pass = (atLeast === undefined || used >= atLeast) && (atMost === undefined || used <= atMost);
  const wanted = [atLeast === undefined ? "" : `at least ${atLeast}`, atMost === undefined ? "" : `at most ${atMost}`];
  return result(pass, `${wanted.filter(Boolean).join(" and ")} gas to be used, which were ${used}`, receipt);
}

/** `expect(call).toCommit(["0x…"])`: exactly these slots of any contract changed. */
export async function toCommit(received: ReceiptLike, slots: readonly string[]): Promise<MatcherResult> {
  const receipt = await resolveReceipt(received, "toCommit");
  const found = receipt.stateDiff.map(({ key }) => key as string).sort();
  const pass = isDeepStrictEqual(found, [...slots].map((slot) => slot.toLowerCase()).sort());
  return result(pass, `exactly ${slots.length} given slots to change, of ${found.length} that did`, receipt);
}

/** `expect(call).toMatchReceipt(other)`: the same canonical bytes, except for the transaction's id. */
export async function toMatchReceipt(received: ReceiptLike, expected: ReceiptLike): Promise<MatcherResult> {
  const receipt = await resolveReceipt(received, "toMatchReceipt");
  const difference = firstReceiptDifference(receipt, await resolveReceipt(expected, "toMatchReceipt"));
  return result(
    difference === undefined,
    `equal receipts${difference === undefined ? "" : `, but ${difference}`}`,
    receipt,
  );
}

/** `expect(call).toSaveGas()`: its threads cost less than the same work in sequence. */
export async function toSaveGas(received: ReceiptLike): Promise<MatcherResult> {
  const receipt = await resolveReceipt(received, "toSaveGas");
  const { parallel, sequential } = compareGas(receipt);
  return result(parallel < sequential, `threads to cost less than ${sequential} gas, which cost ${parallel}`, receipt);
}

/** `expect(call).toBeSerializable()`: no threads in a cycle of reading what the next one wrote (ruling S-7). */
export async function toBeSerializable(received: ReceiptLike): Promise<MatcherResult> {
  const receipt = await resolveReceipt(received, "toBeSerializable");
  const skewed = receipt.conflicts().filter(({ cyclic }) => cyclic);
  const found = skewed.map(({ explanation }) => `\n${explanation}`).join("");
  return result(skewed.length === 0, `the same from some order without threads${found}`, receipt);
}

async function resolveReceipt(received: ReceiptLike, matcher: string): Promise<Receipt> {
  const receipt = (await received) as unknown;
  if (receipt instanceof Receipt) return receipt;
  throw new TypeError(`${matcher} takes a receipt, or the promise of one`);
}

function result(pass: boolean, wanted: string, receipt: Receipt): MatcherResult {
  return { pass, message: () => `expected ${pass ? "not " : ""}${wanted}\n\n${receipt.report()}` };
}

function eventHas(event: EventEntry, data: unknown): boolean {
  if (data instanceof Uint8Array) return Buffer.from(event.data).equals(data);
  if (typeof data !== "object" || data === null || typeof event.value !== "object" || event.value === null) {
    return false;
  }
  const value = event.value as Record<string, unknown>;
  return Object.entries(data).every(([field, wanted]) => isDeepStrictEqual(value[field], wanted));
}
