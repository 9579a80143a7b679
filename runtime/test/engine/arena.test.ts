import { Arena, type ArenaBlock } from "../../src/engine/arena";

describe("the arena", () => {
  test("hands out ranges that do not overlap and takes them all back", () => {
    const arena = new Arena(64 * 1024);
    let seed = 1;
    const random = (below: number) => (seed = (seed * 48271) % 0x7fffffff) % below;
    const blocks: ArenaBlock[] = [];
    for (let step = 0; step < 20_000; step++) {
      if (random(2) === 0) {
        const length = random(3_000);
        const block = arena.allocate(length);
        if (block === undefined) continue;
        const { offset } = block;
        const apart = blocks.every((other) => {
          return offset + Math.max(1, length) <= other.offset || other.offset + other.length <= offset;
        });
        if (!apart || offset + length > 64 * 1024) throw new Error(`block ${offset} of ${length} overlaps`);
        blocks.push(block);
      } else {
        const [block] = blocks.splice(random(Math.max(1, blocks.length)), 1);
        if (block !== undefined) arena.release(block);
      }
      if (blocks.length > 40) for (const block of blocks.splice(0)) arena.release(block);
    }
    for (const block of blocks) arena.release(block);
    expect(arena.usedBytes).toBe(0);
    expect(arena.blocks).toBe(0);
    expect(arena.allocate(64 * 1024)?.offset).toBe(0);
  });

  test("is full at its length and not before", () => {
    const arena = new Arena(1024);
    expect(arena.allocate(1025)).toBeUndefined();
    expect(arena.allocate(960)?.offset).toBe(0);
    expect(arena.allocate(65)).toBeUndefined();
    expect(arena.allocate(64)?.offset).toBe(960);
    expect(arena.allocate(0)).toBeUndefined();
  });

  test("uses the low end again", () => {
    const arena = new Arena(1024);
    const [first, second] = [arena.allocate(100)!, arena.allocate(100)!];
    arena.release(first);
    expect(arena.allocate(128)?.offset).toBe(first.offset);
    arena.release(second);
    expect(arena.allocate(512)?.offset).toBe(second.offset);
  });

  test("refuses to take back what is not in use", () => {
    const arena = new Arena(1024);
    const block = arena.allocate(10)!;
    arena.release(block);
    expect(() => arena.release(block)).toThrow(expect.objectContaining({ code: "TC6017" }));
    expect(arena.blocks).toBe(0);
  });
});
