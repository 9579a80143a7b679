import { plainContract, withManifest } from "../../../../test/support/wasm/contracts";
import { giveBack, takeForOverwriting } from "../../../src/frame/instance-pool";
import type { LinkedModule } from "../../../src/frame/linked-module";
import { MemoryPool } from "../../../src/frame/memory-pool";
import { oip0002 } from "../../../src/gas/oip0002";
import {
  ABORT_TEXT_BYTES_MAXIMUM,
  SPARE_INSTANCES_MAXIMUM,
  SPARE_INSTANCES_PAGES_MAXIMUM,
  POOLED_MEMORY_PAGES_MAXIMUM,
} from "../../../src/limits";
import { admit } from "../../../src/meter/admit";
import { TestChain } from "../support/test-chain";

/** A contract that calls `abort` with these strings. */
function aborting(message: string, file: string): Uint8Array {
  const strings = [message, file].map((text) => Buffer.from(text, "utf16le"));
  const pointers = [16, 16 + strings[0]!.length + 16];
  const code = `i32.const ${pointers[0]} i32.const ${pointers[1]} i32.const 3 i32.const 4 call 0 local.get 0`;
  const builder = plainContract({ code }, (empty) => {
    empty.import("abort", { parameters: "i32 i32 i32 i32" });
  });
  strings.forEach((bytes, i) => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(bytes.length);
    builder.data(pointers[i]! - 4, [...length, ...bytes]);
  });
  return withManifest(builder);
}

test("F-4: abort's message and file name are cut to 1,024 bytes each, at a character", () => {
  const said = (message: string, file: string): string => {
    const chain = new TestChain();
    chain.add(aborting(message, file));
    return chain.send(new Uint8Array(4)).receipt.failure!.message;
  };
  const [limit, x] = [ABORT_TEXT_BYTES_MAXIMUM, "x".repeat(ABORT_TEXT_BYTES_MAXIMUM)];
  expect(said(x, "f")).toBe(`${x} at f:3:4`);
  expect(said(`${x}y`, "f")).toBe(`${x} at f:3:4`);
  expect(said("m", x)).toBe(`m at ${x}:3:4`);
  expect(said("m", `${x}y`)).toBe(`m at ${x}:3:4`);
  // The bytes that count are those of the receipt.
  expect(said("é".repeat(limit), "f")).toBe(`${"é".repeat(limit / 2)} at f:3:4`);
  expect(said(`x${"é".repeat(limit)}`, "f")).toBe(`x${"é".repeat(limit / 2 - 1)} at f:3:4`);
});

describe("a worker keeps instances for reuse", () => {
  const module = admit(withManifest(plainContract()), oip0002);
  const memories = new MemoryPool();

  /** How many of `count` instances with so many pages are still there when they are asked for again. */
  function kept(count: number, pages: number): number {
    const take = (): LinkedModule[] => Array.from({ length: count }, () => takeForOverwriting(module, pages, memories));
    const first = take();
    for (const linked of first) giveBack(linked, memories);
    const again = take();
    return again.filter((linked) => first.includes(linked)).length;
  }

  test("up to a number", () => {
    expect(kept(SPARE_INSTANCES_MAXIMUM, 1)).toBe(SPARE_INSTANCES_MAXIMUM);
    expect(kept(SPARE_INSTANCES_MAXIMUM + 1, 1)).toBe(SPARE_INSTANCES_MAXIMUM);
  });

  test("up to a number of pages", () => {
    const pages = POOLED_MEMORY_PAGES_MAXIMUM;
    const most = SPARE_INSTANCES_PAGES_MAXIMUM / pages;
    expect(kept(most, pages)).toBe(most);
    expect(kept(most + 1, pages)).toBe(most);
    expect(kept(1, pages + 1)).toBe(0);
  });
});
