import { sha256 } from "../storage/sha256";
import type { GasSchedule } from "./schedule";

/** SHA-256 of every price of a schedule, 32 bytes: equal for equal prices, whatever their order. */
export function scheduleHash(schedule: GasSchedule): Uint8Array {
  return sha256(Buffer.from(canonicalText(schedule), "utf8"));
}

/** JSON with sorted names; a bigint is a text that ends in `n`, and `Infinity` a text too. */
function canonicalText(value: unknown): string {
  if (typeof value === "bigint") return JSON.stringify(`${value}n`);
  if (typeof value === "number" && !Number.isFinite(value)) return JSON.stringify(String(value));
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(",")}]`;
  const fields = value as Readonly<Record<string, unknown>>;
  const names = Object.keys(fields).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonicalText(fields[name])}`).join(",")}}`;
}
