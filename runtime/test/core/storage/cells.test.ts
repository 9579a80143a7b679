import { splitCells, splitWrites } from "../../../src/storage/cells";

const bytes = (count: number) => Uint8Array.from({ length: 32 * count }, (_, i) => (i >> 5) + 1);
const cell = (value: number) => new Uint8Array(32).fill(value);

test.each([0, 1, 2, 5])("%d cells are copied one by one", (count) => {
  const whole = bytes(count);
  const cells = splitCells(whole);
  expect(cells).toEqual(Array.from({ length: count }, (_, i) => cell(i + 1)));
  whole.fill(0);
  expect(cells).toEqual(Array.from({ length: count }, (_, i) => cell(i + 1)));
});

test("writes are keys and values in turn", () => {
  expect(splitWrites(new Uint8Array(0))).toEqual([]);
  expect(splitWrites(bytes(4))).toEqual([
    { key: cell(1), value: cell(2) },
    { key: cell(3), value: cell(4) },
  ]);
});

test("half a cell and a key without a value are refused", () => {
  const refused = expect.objectContaining({ code: "TC6017" }) as Error;
  expect(() => splitCells(new Uint8Array(33))).toThrow(refused);
  expect(() => splitWrites(bytes(3))).toThrow(refused);
});
