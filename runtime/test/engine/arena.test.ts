import { Arena } from "../../src/engine/arena";

describe("the arena", () => {
  test("hands out ranges that do not overlap and takes them all back", () => {
    const arena = new Arena(64 * 1024);
    let seed = 1;
    const random = (below: number) => (seed = (seed * 48271) % 0x7fffffff) % below;
    const blocks = new Map<number, number>();
    for (let step = 0; step < 20_000; step++) {
      if (random(2) === 0) {
        const length = random(3_000);
        const offset = arena.allocate(length);
        if (offset < 0) continue;
        const apart = [...blocks].every(([other, otherLength]) => {
          return offset + Math.max(1, length) <= other || other + Math.max(1, otherLength) <= offset;
        });
        if (!apart || offset + length > 64 * 1024) throw new Error(`block ${offset} of ${length} overlaps`);
        blocks.set(offset, length);
      } else {
        const [offset] = [...blocks.keys()].slice(random(Math.max(1, blocks.size)));
        if (offset === undefined) continue;
        arena.release(offset);
        blocks.delete(offset);
      }
      if (blocks.size <= 40) continue;
      for (const offset of blocks.keys()) arena.release(offset);
      blocks.clear();
    }
    for (const offset of blocks.keys()) arena.release(offset);
    expect(arena.usedBytes).toBe(0);
    expect(arena.blocks).toBe(0);
    expect(arena.allocate(64 * 1024)).toBe(0);
  });

  test("is full at its length and not before", () => {
    const arena = new Arena(1024);
    expect(arena.allocate(1025)).toBe(-1);
    expect(arena.allocate(960)).toBe(0);
    expect(arena.allocate(65)).toBe(-1);
    expect(arena.allocate(64)).toBe(960);
    expect(arena.allocate(0)).toBe(-1);
  });

  test("uses the low end again", () => {
    const arena = new Arena(1024);
    const [first, second] = [arena.allocate(100), arena.allocate(100)];
    arena.release(first);
    expect(arena.allocate(128)).toBe(first);
    arena.release(second);
    expect(arena.allocate(512)).toBe(second);
  });

  test("refuses to take back what is not in use", () => {
    const arena = new Arena(1024);
    const offset = arena.allocate(10);
    arena.release(offset);
    expect(() => arena.release(offset)).toThrow(expect.objectContaining({ code: "TC6017" }));
    expect(() => arena.release(64)).toThrow(expect.objectContaining({ code: "TC6017" }));
  });
});
