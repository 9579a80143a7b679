import { createHash } from "node:crypto";

/** The selector of an exported function: the first four bytes of SHA-256 over its name, as calldata begins with them. */
export function selectorOf(name: string): number {
  return createHash("sha256").update(name, "utf8").digest().readUInt32BE(0);
}

/** A selector as manifests spell it: `0x` and eight hexadecimal digits. */
export function selectorText(name: string): string {
  return `0x${selectorOf(name).toString(16).padStart(8, "0")}`;
}
