import { expectCode } from "../../../../test/support/expect-code";
import { Reservations } from "../../../src/storage/reservations";
import { Warmth } from "../../../src/storage/warmth";
import { slotKey } from "../../../src/storage/words";

describe("reservations", () => {
  const key = slotKey(1, new Uint8Array(32).fill(1));

  test("have one owner, by contract and key", () => {
    const reservations = new Reservations();
    reservations.hold(key, 3);
    expect([reservations.owner(key), reservations.held]).toEqual([3, 1]);
    expect(reservations.owner(slotKey(2, new Uint8Array(32).fill(1)))).toBe(0);
    expectCode("TC6017", () => reservations.hold(key, 4));
    expectCode("TC6017", () => reservations.release(key, 4));
    reservations.release(key, 3);
    expect([reservations.owner(key), reservations.held]).toEqual([0, 0]);
    reservations.hold(key, 4);
    expect(reservations.owner(key)).toBe(4);
  });
});

describe("warmth", () => {
  test("a thread starts from a copy and its touches count after the join", () => {
    const main = Warmth.create("spec")!;
    const [a, b] = [slotKey(0, new Uint8Array(32).fill(1)), slotKey(0, new Uint8Array(32).fill(2))];
    expect([main.touch(a), main.touch(a)]).toEqual([false, true]);
    const thread = Warmth.create("spec", main.publish())!;
    expect([thread.touch(a), thread.touch(b), thread.touch(b)]).toEqual([true, false, true]);
    const sibling = Warmth.create("spec", main.publish())!;
    expect(sibling.touch(b)).toBe(false);
    main.merge(thread.ownTouches());
    expect(main.touch(b)).toBe(true);
    expect(main.touchAccount(new Uint32Array(8))).toBe(false);
    expect(Warmth.create("flat")).toBeNull();
  });
});
