import { decode } from "../../../src/codec/codec";
import type { JournalBodies, StepKind } from "../../../src/journal/records";
import { encodeSteps, splitSteps } from "../../../src/journal/step-bytes";
import { bodyCodec, JOURNAL_KINDS } from "../../../src/journal/records";
import type { Step } from "../../../src/threads/journal";
import { threadSeed } from "../../../src/threads/seed";
import { compileContract } from "../support/compile";
import { numberCell, TestChain } from "../support/test-chain";

let chain: TestChain;

beforeAll(async () => {
  chain = new TestChain();
  chain.add(await compileContract("semantics.ts"));
});

const call = (name: string, ...values: (number | bigint)[]) => chain.call(name, values);
const steps = (name: string, ...values: (number | bigint)[]) => call(name, ...values).steps;
const inOrder = (list: readonly Step[]) => list.map(({ kind, body }) => `${kind} ${body.ticket}`);
const bodies = <Kind extends StepKind>(list: readonly Step[], kind: Kind) =>
  list.filter((step) => step.kind === kind).map(({ body }) => body as JournalBodies[Kind]);

describe("the steps of a transaction", () => {
  test("H-9: are there in program order, with what was reserved and committed", () => {
    expect(inOrder(steps("writeSkew"))).toEqual([
      "stepScheduled 1",
      "reserved 1",
      "stepScheduled 2",
      "reserved 2",
      "stepCommitted 1",
      "committed 1",
      "stepCommitted 2",
      "committed 2",
    ]);
    expect(inOrder(steps("tryJoin", 1_000_000n, 0))).toEqual(["stepScheduled 1", "stepFailed 1"]);
    expect(inOrder(steps("mainFailsWhileThreadsLive"))).toEqual([
      "stepScheduled 1",
      "reserved 1",
      "stepScheduled 2",
      "stepCommitted 1",
      "committed 1",
      "stepCancelled 2",
    ]);
    expect(bodies(steps("freshGeneration"), "stepScheduled").map(({ generation }) => generation)).toEqual([1, 2]);
  });

  test("of a thread that ended before its join failed say that nothing was committed", () => {
    const result = call("regionChangedByMain");
    expect(result.receipt.code).toBe(4009);
    expect(inOrder(result.steps)).toEqual(["stepScheduled 1", "reserved 1", "stepDiscarded 1"]);
  });

  test("name keys, regions, values and failures", () => {
    const written = steps("reserveAndWrite", 5, 77n);
    const [key] = bodies(written, "reserved")[0]!.keys;
    expect(bodies(written, "committed")).toEqual([{ ticket: 1, writes: [{ key, value: numberCell(77) }] }]);
    expect(bodies(steps("regions"), "reserved")[0]!.regions[0]!.length).toBeGreaterThan(0);
    expect(bodies(steps("tryJoin", 1_000_000n, 0), "stepFailed")[0]).toMatchObject({ status: 3, code: 5004 });
  });

  test("carry the thread's seed and say the same as the receipt's row", () => {
    const { receipt, steps: list } = call("spawnAndRefund", 1_000_000n, 10);
    const [row] = receipt.threads;
    const [scheduled] = bodies(list, "stepScheduled");
    expect(scheduled).toMatchObject({ contract: row!.contract, entry: row!.entry, budget: row!.budget, fee: row!.fee });
    expect(scheduled!.seed).toEqual(threadSeed(receipt.transactionId, 1, row!.entry));
    const { used: gasUsed, refund, discount, discountPercent, resultBytes, resultHash } = row!;
    expect(bodies(list, "stepCommitted")[0]).toMatchObject({
      gasUsed,
      refund,
      discount,
      discountPercent,
      resultBytes,
      resultHash,
    });
  });

  test("name an outcome by a digest of all its bytes", () => {
    const digests = (rounds: number) =>
      bodies(steps("spawnAndJoin", 1_000_000n, rounds), "stepCommitted").map(({ outcomeHash }) =>
        Buffer.from(outcomeHash).toString("hex"),
      );
    expect(digests(11)).not.toEqual(digests(10));
    expect(digests(10)).toEqual(digests(10));
  });

  test("cross from a worker whole", () => {
    const list = steps("writeSkew");
    const sent = splitSteps(encodeSteps(list)).map(({ kind: number, body }) => {
      const kind = JOURNAL_KINDS[number]!;
      return { kind, body: decode(bodyCodec(kind), body) };
    });
    expect(sent).toEqual(list);
    expect(encodeSteps([])).toHaveLength(0);
  });
});
