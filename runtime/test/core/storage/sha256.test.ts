import { createHash } from "node:crypto";
import { sha256 } from "../../../src/storage/sha256";

test.each([0, 1, 8, 55, 56, 63, 64, 65, 1_000, 70_000])("is the digest of %d bytes, in memory of its own", (length) => {
  const bytes = Uint8Array.from({ length }, (_, i) => (i * 131 + length) & 255);
  const digest = sha256(bytes);
  expect(Buffer.from(digest)).toEqual(createHash("sha256").update(bytes).digest());
  expect(digest.byteOffset).toBe(0);
  expect(digest.buffer.byteLength).toBe(32);
});

test("keeps every byte, those that are no ASCII too", () => {
  const seen = new Set<number>();
  for (let i = 0; i < 200; i++) for (const byte of sha256(Uint8Array.of(i))) seen.add(byte);
  expect(seen.size).toBe(256);
});
