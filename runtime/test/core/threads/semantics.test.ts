import { createHash } from "node:crypto";
import { compileContract } from "../support/compile";
import { filled, numberCell, returned, stringSlot, TestChain } from "../support/test-chain";
import { threadSeed } from "../../../src/threads/seed";
import { compareBytes } from "../../../src/storage/words";
import { Status } from "../../../src/threads/backend";

let wasm: Uint8Array;
let chain: TestChain;

beforeAll(async () => {
  wasm = await compileContract("semantics.ts");
});

beforeEach(() => {
  chain = new TestChain();
  chain.add(wasm);
});

const failure = (name: string, ...values: (number | bigint)[]) => {
  const { receipt } = chain.call(name, values);
  return { status: receipt.status, code: receipt.code, message: receipt.failure?.message ?? "", receipt };
};

describe("fork", () => {
  test("M-1, M-2: a thread works on a copy of memory and globals as they were at the spawn", () => {
    // In the thread: counter 8, local 100, list[0] 11; in main: counter 50, list[0] 9.
    expect(returned(chain.call("forkSeesThePast"))).toBe(8_111n * 100n + 59n);
  });

  test("a thread knows that it is one, main knows that it is none", () => {
    expect(returned(chain.call("isThread"))).toBe(1n);
  });

  test("seeds derive from transaction, ticket and entry", () => {
    const result = chain.call("seeds");
    const { transactionId, threads, data } = result.receipt;
    const bytes = data.slice(4);
    const expected = [
      threadSeed(transactionId, 0, 0),
      ...threads.map((row) => threadSeed(transactionId, row.ticket, row.entry)),
    ];
    expect(Buffer.from(bytes)).toEqual(Buffer.concat(expected));
    expect(new Set(expected.map((seed) => Buffer.from(seed).toString("hex"))).size).toBe(3);
    expect(threadSeed(filled(1), 1, 1)).not.toEqual(threadSeed(filled(2), 1, 1));
    expect(threadSeed(filled(1), 1, 1)).not.toEqual(threadSeed(filled(1), 2, 1));
    expect(threadSeed(filled(1), 1, 1)).not.toEqual(threadSeed(filled(1), 1, 2));
  });
});

describe("reservations", () => {
  test("S-6, S-9: a thread reads its own pending write; main reads the live value until the join commits", () => {
    chain.set(slotN(3), numberCell(4));
    expect(returned(chain.call("reserveAndWrite", [3, 42n]))).toBe(4n * 1_000_000n + 43n * 1_000n + 42n);
    expect(chain.slot(slotN(3))).toEqual(numberCell(42));
  });

  test("F-1: a thread that fails commits nothing", () => {
    expect(returned(chain.call("reserveAndFail", [3]))).toBe(0n);
    expect(chain.slot(slotN(3))).toEqual(filled(0));
  });

  test("S-16, S-18: writing an unreserved slot traps the thread", () => {
    const { code, status } = failure("writeUnreserved");
    expect({ code, status }).toEqual({ code: 4001, status: Status.trapped });
  });

  test("S-8, S-25: a slot has one live owner, and the refusal names it", () => {
    const { code, message, receipt } = failure("reserveTwice");
    expect(code).toBe(4002);
    expect(message).toContain("thread 1 (reserveTwice, semantics.ts:");
    expect(receipt.threads.map((row) => row.end)).toEqual(["cancelled"]);
  });

  test("S-13: a slot is listed once", () => expect(failure("reserveListedTwice").code).toBe(4003));

  test("S-5: main may not write a slot that a live thread holds; both places are named", () => {
    const { code, message } = failure("mainWritesReserved");
    expect(code).toBe(4004);
    expect(message).toContain("thread 1 (mainWritesReserved, semantics.ts:");
    expect(message).toContain("main call of mainWritesReserved in contract 0xa0");
  });

  test("after the join the slot is free and main reads the commit", () => {
    expect(returned(chain.call("mainWritesAfterJoin"))).toBe(2n);
  });

  test("S-10: a commit is sorted by key", () => {
    const { receipt } = chain.call("commitOrder");
    const keys = receipt.threads[0]!.writes.map(({ key }) => key);
    expect(keys).toEqual([...keys].sort(compareBytes));
    expect(keys).toHaveLength(3);
    expect(chain.slot(stringSlot("a"))).toEqual(numberCell(2));
  });
});

describe("snapshots", () => {
  test("G-5, S-4: a thread that reads what main wrote since the snapshot traps, and both places are named", () => {
    const { code, message, receipt } = failure("staleAfterMainWrite");
    expect(code).toBe(4005);
    expect(message).toContain("written by the main execution");
    expect(message).toContain("at the spawn of thread 1 (staleAfterMainWrite, semantics.ts:");
    expect(receipt.threads.map((row) => row.generation)).toEqual([1, 1]);
    expect(receipt.failure!.ticket).toBe(2);
  });

  test("S-3: a thread that reads what a sibling committed since the snapshot traps", () => {
    const { code, message } = failure("staleAfterCommit");
    expect(code).toBe(4005);
    expect(message).toContain("written by thread 1 (staleAfterCommit, semantics.ts:");
  });

  test("S-3: reserving a stale slot is refused at the spawn", () => {
    const { code, receipt } = failure("reserveStale");
    expect(code).toBe(4005);
    expect(receipt.threads).toHaveLength(1);
  });

  test("S-2: a new generation sees everything", () => {
    expect(returned(chain.call("freshGeneration"))).toBe(5n);
    const { receipt } = chain.call("freshGeneration");
    expect(receipt.threads.map((row) => row.generation)).toEqual([1, 2]);
  });

  test("S-7: write skew is allowed and reported", () => {
    const { receipt } = chain.call("writeSkew");
    expect(receipt.status).toBe(Status.success);
    expect(receipt.conflicts.map(({ reader, writer }) => [reader, writer])).toEqual([
      [1, 2],
      [2, 1],
    ]);
    expect(receipt.conflicts[0]!.slot).toEqual({ contract: filled(0xa0), key: stringSlot("x") });
    expect(receipt.threads[0]!.reads).toEqual([{ contract: filled(0xa0), key: stringSlot("x") }]);
  });
});

describe("failures", () => {
  test("F-2: a joiner traps with the thread's code; the thread's row has the place", () => {
    const { code, status, receipt } = failure("joinFailing", 0);
    expect({ code, status }).toEqual({ code: 5004, status: Status.trapped });
    expect(receipt.failure!.ticket).toBe(1);
    expect(receipt.threads[0]!.offset).toBeLessThan(wasm.length);
    expect(receipt.threads[0]!.functionIndex).toBeLessThan(1_000);
  });

  test("a joiner that wants its refund gets the failure all the same", () => {
    expect(failure("refundFailing", 0)).toMatchObject({ code: 5004, status: Status.trapped });
  });

  test("an abort's message and line cross to the joiner", () => {
    const { code, message } = failure("joinAborting");
    expect(code).toBe(5002);
    expect(message).toMatch(/^not today at semantics\.ts:\d+:\d+$/);
  });

  test("F-2: a tried join has the failure as a value", () => {
    expect(returned(chain.call("tryJoin", [1_000_000n, 0]))).toBe(BigInt(10_000 * Status.trapped + 5004));
    expect(returned(chain.call("tryJoin", [100n, 1]))).toBe(BigInt(10_000 * Status.outOfGas + 5001));
    expect(returned(chain.call("tryJoin", [1_000_000n, 1]))).toBe(1n);
    const message = chain.call("tryMessage").receipt.data;
    expect(Buffer.from(message).toString("utf8", 4)).toMatch(/^not today at semantics/);
  });

  test("an allocation beyond the pages is out of memory, in a thread and in main", () => {
    const allocate = (...bytes: number[]) => chain.call("allocate", bytes, { gasLimit: 10_000_000_000n });
    expect(returned(allocate(500_000, 0))).toBe(0n);
    expect(returned(allocate(2_000_000, 0))).toBe(5008n);
    const { receipt } = allocate(0, 70_000_000);
    expect(receipt).toMatchObject({ status: Status.trapped, code: 5008 });
    expect(receipt.failure!.message).toBe("The contract needs more memory than the 1024 pages that it may have.");
    expect(allocate(2_000_000, 0).receipt.threads[0]!.message).toContain("the 17 pages that it may have");
  });

  test("F-6: main's failure wins; its threads are cancelled and what was committed is taken back", () => {
    const { code, message, receipt } = failure("mainFailsWhileThreadsLive");
    expect(code).toBe(5002);
    expect(message).toContain("main gave up");
    expect(receipt.threads.map((row) => row.end)).toEqual(["joined", "cancelled"]);
    expect(receipt.changes).toEqual([]);
    expect(chain.slot(slotN(1))).toEqual(filled(0));
  });

  test("events of a failed transaction are gone", () => {
    expect(failure("emitAndFail").receipt.events).toEqual([]);
    const { receipt } = chain.call("emitTwice");
    expect(receipt.events.map(({ name, data }) => [name, data.length])).toEqual([
      ["One", 1],
      ["Two", 2],
    ]);
  });
});

describe("regions", () => {
  test("M-3, M-9: bytes of a region come back to the same address", () =>
    expect(returned(chain.call("regions"))).toBe(506n));
  test("M-3: a region changed by main while lent traps the join", () =>
    expect(failure("regionChangedByMain").code).toBe(4009));
  test("M-3: live regions do not overlap", () => expect(failure("regionsOverlap").code).toBe(4008));
  test("regions beside each other are fine", () => expect(returned(chain.call("regionsApart"))).toBe(12n));
  test("a failed thread's region stays as it was", () => expect(returned(chain.call("failedRegion"))).toBe(0n));
});

function slotN(index: number): Uint8Array {
  return segmentsSlot("n", `${index}`);
}

function segmentsSlot(...segments: string[]): Uint8Array {
  const hash = createHash("sha256");
  for (const segment of segments) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(Buffer.byteLength(segment));
    hash.update(length).update(segment);
  }
  return new Uint8Array(hash.digest());
}
