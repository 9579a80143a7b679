import { expectCode } from "../../../../test/support/expect-code";
import { SlotTable } from "../../../src/storage/slot-table";
import { StateHistory } from "../../../src/storage/state-history";
import { keyText, RandomSlots, wordValue } from "../support/slots";

const random = new RandomSlots("state-history.test.ts");

describe("state history", () => {
  test("goes back to any mark, in any state", () => {
    const history = new StateHistory(SlotTable.create());
    const model = new Map<string, number>();
    const marks: { mark: number; model: Map<string, number> }[] = [];
    let current = model;
    for (let i = 0; i < 3_000; i++) {
      const choice = random.below(40);
      if (choice === 0) marks.push({ mark: history.mark(), model: new Map(current) });
      else if (choice === 1 && marks.length > 0) {
        const at = random.below(marks.length);
        const { mark, model: before } = marks[at]!;
        marks.length = at;
        history.revert(mark);
        expect(history.isOpen(mark)).toBe(false);
        current = before;
      } else {
        const key = random.key();
        const word = random.below(3) === 0 ? 0 : i + 1;
        history.write(key, wordValue(word));
        current.set(keyText(key), word);
      }
    }
    random.compare(history.table, current);
  });

  test("a closed mark cannot be gone back to", () => {
    const history = new StateHistory(SlotTable.create());
    const [first, second] = [history.mark(), history.mark()];
    history.revert(first);
    expectCode("TC6017", () => history.revert(second));
  });
});
