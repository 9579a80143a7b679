import { expectCode } from "../../../../test/support/expect-code";
import { SlotTable } from "../../../src/storage/slot-table";
import { slotKey } from "../../../src/storage/words";
import { keyText, RandomSlots, wordValue } from "../support/slots";

const random = new RandomSlots("slot-table.test.ts");

describe("slot table", () => {
  test("behaves like a map, through growth and removal", () => {
    const table = SlotTable.create(0, [1, 2]);
    const model = new Map<string, number>();
    for (let i = 0; i < 5_000; i++) {
      const key = random.key();
      const word = random.below(3) === 0 ? 0 : random.below(1_000) + 1;
      table.write(key, wordValue(word));
      if (word === 0) model.delete(keyText(key));
      else model.set(keyText(key), word);
      expect(table.count).toBe(model.size);
    }
    random.compare(table, model);
    const seen = new Map<string, number>();
    table.forEach((key, found) => seen.set(keyText(key), found[0]!));
    expect(new Map([...seen].sort())).toEqual(new Map([...model].sort()));
  });

  test("is the same table for another worker, until it grows", () => {
    const table = SlotTable.create(0);
    table.write(slotKey(1, new Uint8Array(32).fill(1)), wordValue(5));
    const other = SlotTable.attach(table.buffer);
    readOne(other, slotKey(1, new Uint8Array(32).fill(1)), 5);
    const before = table.buffer;
    for (let i = 0; i < 100; i++) table.write(Uint32Array.of(i, 1, 2, 3, 4, 5, 6, 7, 8), wordValue(i + 1));
    expect(table.buffer).not.toBe(before);
    for (let i = 0; i < 100; i++) {
      readOne(SlotTable.attach(table.buffer), Uint32Array.of(i, 1, 2, 3, 4, 5, 6, 7, 8), i + 1);
    }
  });

  test("refuses what is no table", () => {
    expectCode("TC6017", () => SlotTable.attach(new SharedArrayBuffer(256)));
  });
});

function readOne(table: SlotTable, key: Uint32Array, expected: number): void {
  const out = new Uint32Array(8);
  table.read(key, out);
  expect(out[0]).toBe(expected);
}
