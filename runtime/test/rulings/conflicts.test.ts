import { explainConflicts } from "../../src/chain/conflict-entries";
import { threadEntry } from "../../src/chain/receipt-parts";
import { Program } from "../core/support/machine";
import type { TestChain } from "../core/support/test-chain";
import { filled } from "../core/support/test-chain";
import { machineChain, run } from "./support";

let chain: TestChain;

beforeEach(async () => {
  chain = await machineChain();
});

const [x, y, z] = [filled(1), filled(2), filled(3)];
const into = 1_900;

/** A thread that reads the first slot and writes the second. */
const copies =
  (from: Uint8Array, to: Uint8Array) =>
  (thread: Program): Program =>
    thread.load(from, into).store(to, filled(7));

function spawn(program: Program, from: Uint8Array, to: Uint8Array): Program {
  return program.spawn(copies(from, to), { slots: [to] });
}

function conflicts(program: Program) {
  const receipt = run(chain, program);
  expect(receipt.failure).toBeNull();
  return explainConflicts(
    receipt.conflicts,
    receipt.threads.map((thread) => threadEntry(thread)),
  );
}

const pairs = (program: Program) => conflicts(program).map(({ reader, writer, cyclic }) => [reader, writer, cyclic]);

describe("S-7: conflicts", () => {
  test("of two threads that each read what the other writes are a cycle", () => {
    const program = spawn(spawn(new Program(), x, y), y, x)
      .join(0)
      .join(1);
    expect(pairs(program)).toEqual([
      [1, 2, true],
      [2, 1, true],
    ]);
  });

  test("that go one way have an order without threads", () => {
    expect(
      pairs(
        spawn(spawn(new Program(), x, y), z, x)
          .join(0)
          .join(1),
      ),
    ).toEqual([[1, 2, false]]);
    // Whoever is joined first: the snapshot is the same.
    expect(
      pairs(
        spawn(spawn(new Program(), x, y), z, x)
          .join(1)
          .join(0),
      ),
    ).toEqual([[1, 2, false]]);
  });

  test("go round over three threads", () => {
    const program = spawn(spawn(spawn(new Program(), x, y), y, z), z, x);
    expect(pairs(program.join(0).join(1).join(2))).toEqual([
      [1, 3, true],
      [2, 1, true],
      [3, 2, true],
    ]);
  });

  test("are none where nobody writes what another reads", () => {
    expect(
      pairs(
        spawn(spawn(new Program(), z, y), z, x)
          .join(0)
          .join(1),
      ),
    ).toEqual([]);
    expect(pairs(spawn(new Program(), x, x).join(0))).toEqual([]);
  });

  test("are none with a thread that was spawned after the reader's join", () => {
    expect(pairs(spawn(spawn(new Program(), x, y).join(0), z, x).join(1))).toEqual([]);
  });

  test("are none with a thread that failed, or whose frame did", () => {
    const failing = (thread: Program): Program => copies(z, x)(thread).unreachable();
    const program = spawn(new Program(), x, y).spawn(failing, { slots: [x] });
    expect(pairs(program.join(0).join(1, 2))).toEqual([]);
    const callee = spawn(new Program(), z, x).join(0);
    const called = (inner: Program): Program => spawn(new Program(), x, y).call(filled(0xa0), inner.bytes(), 5).join(0);
    expect(pairs(called(callee))).toEqual([[1, 2, false]]);
    const reverted = spawn(new Program(), z, x).join(0).exit(1, new Uint8Array(0));
    expect(pairs(called(reverted))).toEqual([]);
  });

  test("say which threads, where they were spawned, which slot, and what it means", () => {
    const [first] = conflicts(
      spawn(spawn(new Program(), x, y), y, x)
        .join(0)
        .join(1),
    );
    expect(first).toMatchObject({
      readerPlace: "raw.ts:1:1",
      writerPlace: "raw.ts:1:1",
      slot: { contract: addressOf(0xa0), key: addressOf(1) },
    });
    expect(first!.explanation).toMatch(
      /^thread 1 \(raw\.ts:1:1\) read slot 0x0101.* of contract 0xa0a0.* as it was before thread 2 \(raw\.ts:1:1\) wrote it: write skew/,
    );
    const [other] = conflicts(
      spawn(spawn(new Program(), x, y), z, x)
        .join(0)
        .join(1),
    );
    expect(other!.explanation).toMatch(/: the same as running thread 1 before thread 2$/);
  });
});

function addressOf(byte: number): string {
  return `0x${Buffer.from(filled(byte)).toString("hex")}`;
}
