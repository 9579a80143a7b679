import { linearCharge } from "../../src/gas/host-charges";

const price = { base: 5n, perUnit: 3n, unitBytes: 1_024 };

test.each([
  [0, 5n],
  [1, 8n],
  [1_024, 8n],
  [1_025, 11n],
  [0xffff_ffff, 5n + 3n * 4_194_304n],
])("%d bytes are paid by units that are begun", (byteCount, gas) => {
  expect(linearCharge(price, byteCount)).toBe(gas);
});

test.each([-1, 0x1_0000_0000, NaN])("%d bytes are no count of bytes", (byteCount) => {
  expect(() => linearCharge(price, byteCount)).toThrow(RangeError);
});

test.each([0, -1])("a unit of %d bytes is no unit", (unitBytes) => {
  expect(() => linearCharge({ ...price, unitBytes }, 1)).toThrow(RangeError);
});
