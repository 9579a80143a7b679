import { isDeepStrictEqual } from "node:util";
import type { Receipt } from "../chain/call-receipt";

/** Fields of a receipt that two runs of the same call are expected to share; the transaction's id is not one. */
const COMPARED = [
  "status", "code", "contract", "schedule", "gasLimit", "gasUsed", "gasGross", "discount", "refund",
  "data", "events", "stateDiff", "threads",
] as const; // prettier-ignore

/** Words for the first field in which two receipts differ; undefined when they are equal. */
export function firstReceiptDifference(left: Receipt, right: Receipt): string | undefined {
  for (const field of COMPARED) {
    const found = firstDifference(left[field], right[field], field);
    if (found !== undefined) return found;
  }
  return undefined;
}

function firstDifference(left: unknown, right: unknown, path: string): string | undefined {
  if (isDeepStrictEqual(left, right)) return undefined;
  if (Array.isArray(left) && Array.isArray(right)) {
    if (left.length !== right.length) return `${path} has ${left.length} entries, not ${right.length}`;
    const index = left.findIndex((element, at) => !isDeepStrictEqual(element, right[at]));
    return firstDifference(left[index], right[index], `${path}[${index}]`);
  }
  if (isRecord(left) && isRecord(right)) {
    const key = Object.keys(left).find((name) => !isDeepStrictEqual(left[name], right[name]));
    if (key !== undefined) return firstDifference(left[key], right[key], `${path}.${key}`);
  }
  return `${path} is ${show(left)}, not ${show(right)}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !(value instanceof Uint8Array);
}

function show(value: unknown): string {
  return value instanceof Uint8Array ? `0x${Buffer.from(value).toString("hex")}` : String(value);
}
