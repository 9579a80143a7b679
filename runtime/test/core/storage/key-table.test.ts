import { expectCode } from "../../../../test/support/expect-code";
import { KEY_WORDS } from "../../../src/storage/hash";
import { KeyTable } from "../../../src/storage/key-table";
import { sortedCells, sortedKeys } from "../../../src/storage/sorted";
import { cellBytes, compareBytes, slotKey } from "../../../src/storage/words";
import { RandomSlots } from "../support/slots";

const random = new RandomSlots("key-table.test.ts");

describe("key table", () => {
  test("takes the newest entries back", () => {
    const table = new KeyTable(1);
    const keys = Array.from({ length: 500 }, (_, i) => Uint32Array.of(0, i, 0, 0, 0, 0, 0, 0, 0));
    for (const key of keys) table.add(key);
    table.truncate(123);
    expect(keys.map((key) => table.find(key))).toEqual(keys.map((_, i) => (i < 123 ? i : -1)));
    for (const key of keys.slice(123)) table.add(key);
    expect(keys.every((key, i) => table.find(key) === i)).toBe(true);
  });

  test("is read in place from its published bytes, wherever they lie", () => {
    const table = new KeyTable(2);
    for (let i = 0; i < 50; i++) table.words[table.payload(table.add(Uint32Array.of(i, 0, 0, 0, 0, 0, 0, 0, 9)))] = i;
    const bytes = table.publish();
    for (const shift of [0, 1, 4]) {
      const shifted = new Uint8Array(bytes.length + 8);
      shifted.set(bytes, shift);
      const view = KeyTable.view(shifted.subarray(shift, shift + bytes.length), 2);
      expect(view.words[view.payload(view.find(Uint32Array.of(33, 0, 0, 0, 0, 0, 0, 0, 9)))]).toBe(33);
      expect(view.find(Uint32Array.of(50, 0, 0, 0, 0, 0, 0, 0, 9))).toBe(-1);
    }
    expectCode("TC6017", () => KeyTable.view(bytes, 1));
    expectCode("TC6017", () => KeyTable.view(bytes.subarray(0, bytes.length - 4), 2));
    expect(KeyTable.view(new Uint8Array(0), 2).find(new Uint32Array(KEY_WORDS))).toBe(-1);
  });

  test("sorts by contract, then by the bytes of the key", () => {
    const table = new KeyTable(8);
    const keys = Array.from({ length: 100 }, () => random.bytes(32));
    for (const key of keys) table.add(slotKey(4, key));
    const expected = [...keys].sort(compareBytes);
    const cells = sortedCells(table);
    expect(expected.every((key, i) => compareBytes(key, cells.subarray(i * 64, i * 64 + 32)) === 0)).toBe(true);
    table.add(slotKey(1, new Uint8Array(32).fill(0xff)));
    expect(sortedKeys(table).slice(0, 36)).toEqual(new Uint8Array([1, 0, 0, 0, ...new Uint8Array(32).fill(0xff)]));
  });
});

test("a cell is its bytes in order, whatever the machine's own order", () => {
  const key = random.bytes(32);
  expect(cellBytes(slotKey(7, key), 1)).toEqual(key);
});
