import { UsedBytes } from "../../src/engine/used-bytes";

const PAGE = 65_536;

/** An image with bytes at some places. */
function image(length: number, ...places: number[]): Uint8Array {
  const bytes = new Uint8Array(length);
  for (const place of places) bytes[place] = 1;
  return bytes;
}

test("an image of zeros is copied up to the smallest part", () => {
  expect(new UsedBytes().of(1, image(PAGE))).toBe(4_096);
  expect(new UsedBytes().of(1, image(0))).toBe(0);
});

test.each([
  4_095,
  4_096,
  4_097,
  4_159,
  4_160,
  4_161,
  16_383,
  16_384,
  40_000,
  PAGE - 65,
  PAGE - 64,
  PAGE - 63,
  PAGE - 1,
])("nothing beyond what is copied is lost: a byte at %d", (place) => {
  const used = new UsedBytes().of(1, image(PAGE, place));
  expect(used).toBeGreaterThan(place);
  expect(used).toBe([4_096, 8_192, 16_384, 32_768, PAGE].find((size) => size > place));
});

test("bytes that repeat are no zeros", () => {
  const repeated = image(PAGE, ...Array.from({ length: (PAGE - 8_192) / 64 }, (_, i) => 8_192 + 64 * i));
  expect(new UsedBytes().of(1, repeated)).toBe(PAGE);
  const shorter = image(PAGE);
  shorter.fill(7, 4_096, 4_160);
  expect(new UsedBytes().of(1, shorter)).toBe(8_192);
});

test("looks at a contract's images from where it ended, and at those of others from the start", () => {
  const used = new UsedBytes();
  expect(used.of(1, image(PAGE, 10_000))).toBe(16_384);
  expect(used.of(1, image(PAGE))).toBe(16_384);
  expect(used.of(2, image(PAGE))).toBe(4_096);
  expect(used.of(1, image(8 * PAGE, 20_000))).toBe(32_768);
  expect(used.of(1, image(PAGE / 4))).toBe(PAGE / 4);
});

test("starts over with the next transaction", () => {
  const used = new UsedBytes();
  used.of(1, image(PAGE, 10_000));
  used.forget();
  expect(used.of(1, image(PAGE))).toBe(4_096);
});

test("takes larger steps in larger images", () => {
  expect(new UsedBytes().of(1, image(64 * PAGE))).toBe(16_384);
});
