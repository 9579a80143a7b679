import { POOLED_IMAGES_BYTES_MAXIMUM } from "../../../src/limits";
import { ImagePool } from "../../../src/threads/image-pool";

test("an image is used again by the next of its length, and by no other", () => {
  const pool = new ImagePool();
  const image = pool.take(64);
  pool.give(image);
  expect(pool.take(65)).not.toBe(image);
  expect(pool.take(64)).toBe(image);
  expect(pool.take(64)).not.toBe(image);
});

test("the pool keeps as many bytes as its limit and not one more", () => {
  const half = POOLED_IMAGES_BYTES_MAXIMUM / 2;
  const pool = new ImagePool();
  const [first, second] = [pool.take(half), pool.take(half)];
  pool.give(first);
  pool.give(second);
  expect(pool.take(half)).toBe(second);
  expect(pool.take(half)).toBe(first);
  pool.give(first);
  pool.give(second);
  pool.give(new Uint8Array(1));
  expect(pool.take(half)).toBe(second);
  expect(pool.take(half)).not.toBe(first);
});

test("an image that is larger than the pool is let go", () => {
  const pool = new ImagePool();
  const image = new Uint8Array(POOLED_IMAGES_BYTES_MAXIMUM + 1);
  pool.give(image);
  expect(pool.take(image.length)).not.toBe(image);
});

test("an image is given back once", () => {
  const pool = new ImagePool();
  const image = pool.take(8);
  pool.give(image);
  expect(() => pool.give(image)).toThrow(expect.objectContaining({ code: "TC6017" }));
});
