import { oip0002 } from "../../../src/gas/oip0002";
import { joinFee, spawnFee } from "../../../src/gas/thread-charges";
import { Status } from "../../../src/threads/backend";
import { compileMachine, Program } from "../support/machine";
import { filled, TestChain } from "../support/test-chain";

let chain: TestChain;
let wasm: Uint8Array;

beforeAll(async () => {
  wasm = await compileMachine();
});

beforeEach(() => {
  chain = new TestChain();
  chain.add(wasm, false);
});

const gasOf = (program: Program, gasLimit?: bigint) => {
  const { receipt } = chain.send(program.bytes(), gasLimit === undefined ? {} : { gasLimit });
  return receipt;
};
const burnAndJoin = (gas: bigint, mode: number, rounds = 1_000): Program =>
  new Program().spawn((thread) => thread.burn(rounds), { gas }).join(0, mode);

describe("a join", () => {
  test("without refund keeps the whole budget", () => {
    const small = gasOf(burnAndJoin(1_000_000n, 0));
    const large = gasOf(burnAndJoin(3_000_000n, 0));
    expect(large.gasUsed - small.gasUsed).toBe(2_000_000n);
    expect([small.refund, small.discount]).toEqual([0n, 0n]);
  });

  test("G-11: with refund gives back what was not used and the discount, which is spendable", () => {
    const kept = gasOf(burnAndJoin(1_000_000n, 0));
    const refunded = gasOf(burnAndJoin(1_000_000n, 1));
    const [row] = refunded.threads;
    const { used, refund, discount } = row!;
    expect(refund).toBe(1_000_000n - used);
    expect(discount).toBe(used / 10n);
    expect(row!.discountPercent).toBe(10);
    expect(kept.gasUsed - refunded.gasUsed).toBe(refund + discount);
    expect(refunded.gasGross - refunded.gasUsed).toBe(discount);
  });

  test("that tries is paid like one with refund", () => {
    expect(gasOf(burnAndJoin(1_000_000n, 2)).gasUsed).toBe(gasOf(burnAndJoin(1_000_000n, 1)).gasUsed);
  });

  test("G-10: of a failed thread gives back what was not used, but no discount", () => {
    const { threads, gasUsed } = gasOf(new Program().spawn((thread) => thread.burn(50).unreachable()).join(0, 2));
    const [row] = threads;
    expect({ status: row!.status, discount: row!.discount }).toEqual({ status: Status.trapped, discount: 0n });
    expect(row!.refund).toBe(1_000_000n - row!.used);
    expect(gasUsed).toBeLessThan(200_000n);
  });

  test("of a failed thread costs nothing for what it left behind", () => {
    const cost = (bytes: number): bigint => {
      const program = new Program().spawn((thread) => thread.exitRaw(1, 0, bytes)).join(0, 2);
      const { gasUsed, threads } = gasOf(program);
      return gasUsed - threads[0]!.used;
    };
    expect(cost(4_000)).toBe(cost(0));
  });

  test("of a thread without gas gives nothing back", () => {
    const { threads } = gasOf(new Program().spawn((thread) => thread.burn(50), { gas: 100n }).join(0, 2));
    expect(threads[0]).toMatchObject({ status: Status.outOfGas, code: 5001, used: 100n, refund: 0n, discount: 0n });
  });

  test("G-4: counts the unjoined handles of the transaction, its own included", () => {
    const program = new Program();
    for (let i = 0; i < 6; i++) program.spawn((thread) => thread.burn(100));
    for (let i = 0; i < 6; i++) program.join(i, 1);
    expect(gasOf(program).threads.map((row) => row.discountPercent)).toEqual([50, 50, 40, 30, 20, 10]);
  });
});

describe("a budget", () => {
  test("G-14: is exact: one gas less and the thread is out of gas", () => {
    const { used } = gasOf(burnAndJoin(1_000_000n, 1)).threads[0]!;
    expect(gasOf(burnAndJoin(used, 1)).threads[0]).toMatchObject({ status: Status.success, used, refund: 0n });
    expect(gasOf(burnAndJoin(used - 1n, 2)).threads[0]).toMatchObject({ status: Status.outOfGas, used: used - 1n });
  });

  test("leaves the parent at the spawn: with less the spawn is out of gas, and main pays all it has", () => {
    const { gasUsed } = gasOf(burnAndJoin(1_000_000n, 0));
    expect(gasOf(burnAndJoin(1_000_000n, 0), gasUsed)).toMatchObject({ status: Status.success, gasUsed });
    const short = gasOf(burnAndJoin(1_000_000n, 0), 1_000_000n);
    expect(short).toMatchObject({ status: Status.outOfGas, code: 5001, gasUsed: 1_000_000n, threads: [] });
  });

  test("G-13: that exceeds 64 bits with its fee is out of gas, not a wrapped number", () => {
    const receipt = gasOf(burnAndJoin(0xffff_ffff_ffff_fff0n, 0), 0xffff_ffff_ffff_ffffn);
    expect(receipt).toMatchObject({ status: Status.outOfGas, threads: [] });
  });
});

describe("fees", () => {
  const spawnOnly = (options: Parameters<Program["spawn"]>[1]): Program =>
    new Program().spawn(() => {}, options).join(0, 0);
  const plain = { slotCount: 0, regionByteCounts: [], imageBytes: 65_536, budget: 1_000_000n };

  test("G-2: a spawn costs its fee, a join its own", () => {
    const { gasUsed, threads } = gasOf(spawnOnly({}));
    const without = gasOf(new Program()).gasUsed;
    expect(threads[0]!.fee).toBe(100_000n);
    expect(spawnFee(oip0002, plain)).toBe(100_000n);
    // What is left is the instructions of the two commands.
    expect(gasUsed - without - 1_000_000n - 100_000n - joinFee(oip0002, 0, [])).toBeLessThan(2_000n);
  });

  test("each slot costs", () => {
    // The calldata is the same, so that its price is.
    const slots = [filled(1), filled(2), filled(3)];
    const [one, three] = [1, 3].map((slotCount) => gasOf(spawnOnly({ slots, slotCount })));
    expect(three!.threads[0]!.fee - one!.threads[0]!.fee).toBe(2_000n);
    expect(three!.gasUsed - one!.gasUsed).toBe(2_000n);
  });

  test("regions cost a price for each started KB, on the way in and on the way back", () => {
    const fees = [1, 1_024, 1_025].map((length) => gasOf(spawnOnly({ regions: [[0, length]] })));
    expect(fees.map((receipt) => receipt.threads[0]!.fee)).toEqual([101_000n, 101_000n, 102_000n]);
    expect(fees[2]!.gasUsed - fees[1]!.gasUsed).toBe(2_000n);
  });

  test("an image beyond 64 KiB costs its size", () => {
    const before = gasOf(
      new Program()
        .grow(1)
        .spawn(() => {})
        .join(0),
    );
    const after = gasOf(
      new Program()
        .spawn(() => {})
        .grow(1)
        .join(0),
    );
    expect(before.threads[0]!.fee).toBe(164_000n);
    expect(before.gasUsed - after.gasUsed).toBe(64_000n);
  });

  test("M-4: a result costs a price for each started KB", () => {
    const result = (length: number): Program => new Program().spawn((thread) => thread.return(0, length)).join(0, 1);
    const sizes = [0, 1, 1_024, 1_025].map((length) => gasOf(result(length)));
    const used = sizes.map((receipt) => receipt.gasUsed + receipt.discount - receipt.threads[0]!.used);
    expect(used.map((gas) => gas - used[0]!)).toEqual([0n, 1_000n, 1_000n, 2_000n]);
  });
});

describe("main out of gas", () => {
  test("G-22: cancels its threads and pays everything", () => {
    const program = new Program().spawn((thread) => thread.store(filled(1), filled(2)), { slots: [filled(1)] });
    const receipt = gasOf(program.burn(10_000_000), 3_000_000n);
    expect(receipt).toMatchObject({ status: Status.outOfGas, gasUsed: 3_000_000n });
    expect(receipt.threads.map((row) => [row.end, row.used])).toEqual([["cancelled", 1_000_000n]]);
  });
});
