import { createHash } from "node:crypto";
import type { Receipt } from "../../runtime/src/receipt";
import type { ReceiptJson } from "./fixture";
import { toHex } from "./hex";

const STATUS = ["success", "outOfGas", "reverted", "trapped"] as const;

/** Stands for "no instruction": the host ended the frame. */
const NO_OFFSET = 0xffff_ffff;

/** Elements of a list that `expected.json` writes out. */
const LISTED_MAXIMUM = 48;

/** A receipt as JSON: every field of the canonical bytes, under the same name and in the same order. */
export function receiptJson(receipt: Receipt): ReceiptJson {
  return json("", receipt) as ReceiptJson;
}

function json(name: string, value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Uint8Array) return toHex(value);
  if (Array.isArray(value)) return value.map((element) => json(name, element));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, json(key, field)]));
  }
  if (typeof value !== "number") return value;
  if (name === "status") return STATUS[value];
  if (name === "code") return value === 0 ? null : `TC${value}`;
  if ((name === "functionIndex" || name === "offset") && value === NO_OFFSET) return null;
  return value;
}

/** The same receipt with every long list as its length and the SHA-256 of its JSON text, keys sorted, without spaces. */
export function abbreviate(value: unknown): unknown {
  if (typeof value === "string" && value.length > 4_096) return { length: value.length, sha256: hashOf(value) };
  if (Array.isArray(value)) {
    return value.length > LISTED_MAXIMUM
      ? { length: value.length, sha256: hashOf(canonicalJson(value)) }
      : value.map(abbreviate);
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, abbreviate(field)]));
}

function hashOf(text: string): string {
  return `0x${createHash("sha256").update(text).digest("hex")}`;
}

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`).join(",")}}`;
}
