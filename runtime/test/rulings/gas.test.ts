import { opnet } from "../../src/gas/opnet";
import { threadEntry } from "../../src/chain/receipt-parts";
import type { Receipt, ReceiptThread } from "../../src/receipt";
import { bestJoinOrder } from "../../src/report/thread-advice";
import { Program } from "../core/support/machine";
import { filled, TestChain } from "../core/support/test-chain";
import { machineChain, run } from "./support";

let chain: TestChain;

beforeAll(async () => {
  chain = await machineChain();
});

const burn =
  (rounds: number) =>
  (thread: Program): Program =>
    thread.burn(rounds);

test("G-7: each join is priced with the count at that join, so the order of joins decides", () => {
  const gas = (order: readonly number[]): Receipt => {
    const program = new Program();
    for (const rounds of [20_000, 10, 10]) program.spawn(burn(rounds));
    for (const thread of order) program.join(thread, 1);
    return run(chain, program);
  };
  const [first, last] = [gas([0, 1, 2]), gas([1, 2, 0])];
  expect(first.discount).toBeGreaterThan(2n * last.discount);
  expect(last.gasUsed - first.gasUsed).toBe(first.discount - last.discount);
  const advice = ({ threads }: { threads: readonly ReceiptThread[] }) =>
    bestJoinOrder(threads.map((thread) => threadEntry(thread)));
  expect(advice(first)).toEqual({ tickets: [1, 2, 3], saved: 0n });
  expect(advice(last)).toEqual({ tickets: [1, 2, 3], saved: first.discount - last.discount });
});

test("G-8: threads that do nothing raise the discount of the others", () => {
  const percent = (idle: number): number => {
    const program = new Program().spawn(burn(1_000));
    for (let i = 0; i < idle; i++) program.spawn(() => {});
    for (let i = 0; i <= idle; i++) program.join(i, 1);
    return run(chain, program).threads[0]!.discountPercent;
  };
  expect([percent(0), percent(4), percent(6)]).toEqual([10, 50, 50]);
});

test("G-17: the thread pays for a write when it makes it, and its join nothing for the commit", () => {
  const key = filled(1);
  const gas = (writes: number): { used: bigint; joiner: bigint } => {
    const body = (thread: Program): void => {
      for (let i = 0; i < 2; i++) {
        if (i < writes) thread.store(key, filled(2));
        else thread.load(key, 1_900);
      }
    };
    const receipt = run(chain, new Program().spawn(body, { slots: [key] }).join(0, 1));
    const { used, discount } = receipt.threads[0]!;
    return { used, joiner: receipt.gasUsed + discount - used };
  };
  const [none, two] = [gas(0), gas(2)];
  // A write costs 2,000 where a read costs 1,000; the instructions around them differ by a few.
  expect(two.used - none.used).toBeGreaterThan(1_900n);
  expect(two.used - none.used).toBeLessThan(2_300n);
  expect(two.joiner).toBe(none.joiner);
});

test("G-19: the spawn fee covers the instance; only frames of calls pay for theirs", async () => {
  const priced = await machineChain(new TestChain(opnet("utf")));
  const { threads, failure } = run(
    priced,
    new Program().spawn((thread) => thread.burn(1), { gas: 10_000_000n }).join(0, 1),
    { gasLimit: 100_000_000_000n },
  );
  expect(failure).toBeNull();
  expect(threads[0]!.fee).toBeGreaterThanOrEqual(20_000_000n);
  expect(threads[0]!.used).toBeLessThan(10_000_000n);
});

test("G-21: a join costs the same however long its thread ran", () => {
  const kept = (rounds: number): bigint => run(chain, new Program().spawn(burn(rounds)).join(0, 0)).gasUsed;
  expect(kept(1)).toBe(kept(30_000));
});

test.each([0, 1, 2])("H-6: join form %i commits what a successful thread wrote", (mode) => {
  const key = filled(20 + mode);
  const program = new Program().spawn((thread) => thread.store(key, filled(7)), { slots: [key] }).join(0, mode);
  const { threads } = run(chain, program);
  expect(chain.slot(key)).toEqual(filled(7));
  expect(threads[0]!.refund > 0n).toBe(mode !== 0);
  expect(threads[0]!.discount > 0n).toBe(mode !== 0);
});
