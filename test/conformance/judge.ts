import type { AdapterOutcome } from "./adapter";
import { firstDifference, valueAt, type Difference } from "./compare";
import type { Expectation, Fixture, Outcome } from "./fixture";
import { fromHex, sha256, toHex } from "./hex";
import { abbreviate, receiptJson } from "./receipt-json";
import { decodeReceipt } from "./runtime";

/** Bytes of a receipt that `expected.json` writes out. */
const WRITTEN_BYTES_MAXIMUM = 24_576;

/** An outcome as `expected.json` has it: long lists and long receipts are left to their hashes. */
export function writtenOutcome(outcome: AdapterOutcome): Outcome {
  const { refused, bytes, stateHash } = outcome;
  if (stateHash === undefined) throw new Error("our own machine knows its state");
  if (refused !== undefined) return { refused, stateHash };
  if (bytes === undefined) throw new Error("our own machine makes canonical bytes");
  const encoded = fromHex(bytes);
  return {
    receipt: abbreviate(receiptJson(decodeReceipt(encoded))) as Record<string, unknown>,
    ...(encoded.length > WRITTEN_BYTES_MAXIMUM ? {} : { bytes }),
    receiptHash: toHex(sha256(encoded)),
    stateHash,
  };
}

/**
 * The first difference between what has to be and what a machine says.
 *
 * @param ignored names of fields that may differ; then bytes and hashes of receipts are not compared
 */
export function judgeOutcomes(
  expected: readonly Outcome[],
  actual: readonly AdapterOutcome[],
  ignored: ReadonlySet<string>,
): Difference | undefined {
  for (const [index, outcome] of expected.entries()) {
    const path = `outcomes[${index}]`;
    const found = actual[index];
    if (found === undefined) return { path, expected: outcome, actual: undefined };
    const difference = judgeOutcome(outcome, found, ignored, path);
    if (difference !== undefined) return difference;
  }
  if (actual.length === expected.length) return undefined;
  return { path: "outcomes.length", expected: expected.length, actual: actual.length };
}

function judgeOutcome(
  expected: Outcome,
  actual: AdapterOutcome,
  ignored: ReadonlySet<string>,
  path: string,
): Difference | undefined {
  const comparable = comparableOutcome(actual);
  if (typeof comparable === "string") {
    return { path: `${path}.bytes`, expected: "a canonical receipt", actual: comparable };
  }
  // Whoever gives no bytes or no state is not asked for them; of a difference in bytes the fields say more.
  const wanted: Record<string, unknown> = { ...expected };
  for (const key of ["stateHash", "bytes", "receiptHash"]) {
    if (!(key in comparable) || (ignored.size > 0 && key !== "stateHash")) {
      delete wanted[key];
      delete comparable[key];
    }
  }
  if (!("bytes" in wanted)) delete comparable["bytes"];
  return firstDifference(withoutTexts(wanted, ignored), withoutTexts(comparable, ignored), ignored, path);
}

/** What a failed transaction returns is its message too. */
function withoutTexts(outcome: Record<string, unknown>, ignored: ReadonlySet<string>): Record<string, unknown> {
  const receipt = outcome["receipt"] as Record<string, unknown> | undefined;
  if (!ignored.has("message") || !receipt?.["failure"]) return outcome;
  const { data: _text, ...rest } = receipt;
  return { ...outcome, receipt: rest };
}

/** An outcome in the form of an expected one, or what is wrong with its bytes. */
function comparableOutcome({ refused, bytes, receipt, stateHash }: AdapterOutcome): Record<string, unknown> | string {
  const state = stateHash === undefined ? {} : { stateHash };
  if (refused !== undefined) return { refused, ...state };
  if (bytes === undefined) return { receipt: abbreviate(receipt), ...state };
  try {
    const encoded = fromHex(bytes);
    const fields = abbreviate(receiptJson(decodeReceipt(encoded)));
    return { receipt: fields, bytes, receiptHash: toHex(sha256(encoded)), ...state };
  } catch (error) {
    return (error as Error).message;
  }
}

/** The facts of a fixture that its expectation does not bear out, in words. */
export function brokenFacts(fixture: Fixture, expectation: Expectation): string[] {
  return fixture.shows.flatMap(({ path, is }) => {
    const actual = valueAt(expectation, path);
    if (firstDifference(is, actual) === undefined) return [];
    return [`${path} is ${JSON.stringify(actual)}, not ${JSON.stringify(is)}`];
  });
}
