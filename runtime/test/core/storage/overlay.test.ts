import { KeyTable } from "../../../src/storage/key-table";
import { OVERLAY_PAYLOAD_WORDS, Overlay } from "../../../src/storage/overlay";
import { SlotTable } from "../../../src/storage/slot-table";
import { keyText, RandomSlots, wordValue } from "../support/slots";

const random = new RandomSlots("overlay.test.ts");

describe("overlay", () => {
  test("behaves like a stack of maps", () => {
    const base = SlotTable.create(0, [3, 4]);
    const model = new Map<string, number>();
    for (let i = 0; i < 40; i++) {
      const key = random.key();
      base.write(key, wordValue(i + 1));
      model.set(keyText(key), i + 1);
    }
    const overlay = new Overlay(base);
    const marks: { mark: number; model: Map<string, number> }[] = [];
    let current = new Map(model);
    for (let i = 0; i < 3_000; i++) {
      const choice = random.below(20);
      if (choice === 0) marks.push({ mark: overlay.mark(), model: new Map(current) });
      else if (choice === 1 && marks.length > 0) {
        const { mark, model: before } = marks.splice(random.below(marks.length))[0]!;
        overlay.revert(mark);
        current = before;
      } else {
        const key = random.key();
        const word = random.below(4) === 0 ? 0 : i + 100;
        overlay.write(key, wordValue(word), 0);
        current.set(keyText(key), word);
      }
    }
    random.compare(overlay, current);
    const published = KeyTable.view(overlay.publish(), OVERLAY_PAYLOAD_WORDS);
    overlay.forEach((key, found) => expect(published.words[published.payload(published.find(key))]).toBe(found[0]));
    overlay.revert(0);
    random.compare(overlay, model);
  });

  test("knows what was written after a write, and by whom; what was undone was not written", () => {
    const overlay = new Overlay(SlotTable.create());
    const [a, b, c] = [1, 2, 3].map((word) => Uint32Array.of(0, word, 0, 0, 0, 0, 0, 0, 0)) as [
      Uint32Array,
      Uint32Array,
      Uint32Array,
    ];
    overlay.write(a, wordValue(1), 0);
    overlay.write(b, wordValue(1), 0);
    const start = overlay.sequence;
    expect(overlay.publishSince(start)).toHaveLength(0);
    overlay.write(b, wordValue(2), 7);
    const mark = overlay.mark();
    overlay.write(a, wordValue(3), 0);
    overlay.write(c, wordValue(3), 0);
    overlay.revert(mark);
    const since = KeyTable.view(overlay.publishSince(start), OVERLAY_PAYLOAD_WORDS);
    expect([a, b, c].map((key) => since.find(key) >= 0)).toEqual([false, true, false]);
    expect([a, b, c].map((key) => overlay.writerSince(key, start))).toEqual([-1, 7, -1]);
    expect(overlay.sequence).toBeGreaterThan(start + 1);
  });
});
