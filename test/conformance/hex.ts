import { createHash } from "node:crypto";
import type { Hex } from "./fixture";

export function toHex(bytes: Uint8Array): Hex {
  return `0x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex")}`;
}

export function fromHex(text: string): Uint8Array {
  // Fixtures have megabytes: an expression that repeats a group would note a place to come back to for every byte.
  const isHex = text.startsWith("0x") && text.length % 2 === 0 && !/[^0-9a-f]/.test(text.slice(2));
  if (!isHex) throw new Error(`"${text.slice(0, 40)}" is not 0x and lower-case digits`);
  return new Uint8Array(Buffer.from(text.slice(2), "hex"));
}

export function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash("sha256").update(bytes).digest());
}
