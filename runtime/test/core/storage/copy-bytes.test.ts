import { copyBytes, copyOf } from "../../../src/storage/copy-bytes";

const source = Uint8Array.from({ length: 1_000 }, (_, i) => (i * 7) & 255);

test.each([
  ["a memory of its own", new ArrayBuffer(1_200)],
  ["shared memory", new SharedArrayBuffer(1_200)],
  ["a contract's memory", new WebAssembly.Memory({ initial: 1 }).buffer],
])("copies to %s and leaves what is around", (_, buffer) => {
  const target = new Uint8Array(buffer);
  target.fill(0xee);
  copyBytes(target, source, 100);
  expect(Buffer.from(target.subarray(100, 1_100)).equals(source)).toBe(true);
  expect([target[99], target[1_100]]).toEqual([0xee, 0xee]);
});

test("copies from shared memory", () => {
  const shared = new Uint8Array(new SharedArrayBuffer(source.length));
  shared.set(source);
  const target = new Uint8Array(source.length);
  copyBytes(target, shared);
  expect([...target]).toEqual([...source]);
});

test("copies nothing from nothing", () => {
  const target = Uint8Array.of(1, 2);
  copyBytes(target, new Uint8Array(0), 2);
  expect([...target]).toEqual([1, 2]);
});

test("copies to where there is room, to the last byte, and not past it", () => {
  copyBytes(new Uint8Array(1_001), source, 1);
  expect(() => copyBytes(new Uint8Array(1_000), source, 1)).toThrow(expect.objectContaining({ code: "TC6017" }));
});

describe("a copy of a part", () => {
  test.each([0, 1, 63, 64, 65, 200])("has %d bytes of its own, of shared memory too", (length) => {
    const shared = new Uint8Array(new SharedArrayBuffer(300)).map((_, i) => i & 255);
    const copy = copyOf(shared, 10, length);
    expect([...copy]).toEqual(Array.from({ length }, (_, i) => (i + 10) & 255));
    shared.fill(0);
    expect([...copy]).toEqual(Array.from({ length }, (_, i) => (i + 10) & 255));
  });

  test("is refused beyond the end", () => {
    expect(() => copyOf(new Uint8Array(10), 8, 3)).toThrow(expect.objectContaining({ code: "TC6017" }));
  });
});
