import { oip0002 } from "../../src/gas/oip0002";
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
    bestJoinOrder(
      threads.map((thread) => threadEntry(thread)),
      oip0002.discount.basis,
    );
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

describe("G-8: under opnet a discount is of what ran beside another thread", () => {
  let priced: TestChain;
  beforeAll(async () => {
    priced = await machineChain(new TestChain(opnet()));
  });
  const threads = (program: Program): readonly ReceiptThread[] => {
    const { failure, threads: rows } = run(priced, program, { gasLimit: 150_000_000_000n });
    expect(failure).toBeNull();
    return rows;
  };
  const heavy = (thread: Program): Program => thread.burn(100_000);
  const gas = { gas: 5_000_000_000n };

  test("so that idle threads earn nothing for the others, in whatever order they are joined", () => {
    for (const order of [
      [0, 1, 2, 3, 4],
      [4, 3, 2, 1, 0],
    ]) {
      const program = new Program().spawn(heavy, gas);
      for (let i = 1; i < 5; i++) program.spawn(() => {}, gas);
      for (const thread of order) program.join(thread, 1);
      const rows = threads(program);
      const idle = rows.slice(1).reduce((sum, { used }) => sum + used, 0n);
      expect(rows.reduce((sum, { discount }) => sum + discount, 0n)).toBeLessThanOrEqual(idle / 2n);
    }
  });

  test("and equal threads earn it on all but the one that the others ran beside", () => {
    const program = new Program();
    for (let i = 0; i < 5; i++) program.spawn(heavy, gas);
    for (let i = 0; i < 5; i++) program.join(i, 1);
    const rows = threads(program);
    const earned = [0n, 40n, 30n, 20n, 10n].map((percent) => (rows[0]!.used * percent) / 100n);
    expect(rows.map(({ discount }) => discount)).toEqual(earned);
  });

  test("a thread that was spawned after another's join was not beside it, whoever was live all the time", () => {
    const program = new Program();
    for (let i = 0; i < 5; i++) program.spawn(() => {}, gas);
    for (let i = 5; i < 8; i++) program.spawn(heavy, gas).join(i, 1);
    for (let i = 0; i < 5; i++) program.join(i, 1);
    const rows = threads(program);
    expect(rows[0]!.generation).toBe(rows[7]!.generation);
    expect(rows.slice(5).map(({ discount }) => discount)).toEqual([0n, 0n, 0n]);
    expect(rows[7]!.discountPercent).toBe(50);
  });

  test("the report says which order of the joins earns the most", () => {
    const rows = (order: readonly number[]) => {
      const program = new Program();
      for (const rounds of [1_000, 100_000, 50_000]) program.spawn((thread) => thread.burn(rounds), gas);
      for (const thread of order) program.join(thread, 1);
      return threads(program);
    };
    const advice = (order: readonly number[]) =>
      bestJoinOrder(
        rows(order).map((thread) => threadEntry(thread)),
        opnet().discount.basis,
      );
    const earned = (order: readonly number[]) => rows(order).reduce((sum, { discount }) => sum + discount, 0n);
    expect(advice([1, 2, 0])).toEqual({ tickets: [2, 3, 1], saved: 0n });
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
    ]) {
      expect(advice(order)).toEqual({ tickets: [2, 3, 1], saved: earned([1, 2, 0]) - earned(order) });
    }
  });
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
