import { Status } from "../../src/threads/backend";
import { Program } from "../core/support/machine";
import type { TestChain } from "../core/support/test-chain";
import { filled } from "../core/support/test-chain";
import { machineChain, run } from "./support";

let chain: TestChain;

beforeEach(async () => {
  chain = await machineChain();
});

const key = filled(1);
const nothing = (): void => {};

test("F-3: a failed thread's unused gas is back before its failure is passed on", () => {
  const gas = (mode: number): bigint => {
    const inner = new Program().spawn((thread) => thread.unreachable(), { gas: 3_000_000n }).join(0, mode);
    const receipt = run(chain, new Program().call(filled(0xa1), inner.bytes(), 5).showRegister(5));
    expect(receipt.data[0]).toBe(1);
    const [row] = receipt.threads;
    expect(row!.refund).toBe(mode === 0 ? 0n : 3_000_000n - row!.used);
    return receipt.gasUsed;
  };
  expect(gas(0) - gas(1)).toBeGreaterThan(2_900_000n);
});

test("F-7: the first failure in join order is the transaction's, whichever thread failed first", () => {
  const bodies: ((thread: Program) => Program)[] = [
    (thread) => thread.burn(5_000).unreachable(),
    (thread) => thread.divide(1, 0),
  ];
  const receipt = (order: readonly number[]) => {
    const program = new Program();
    for (const body of bodies) program.spawn(body);
    for (const thread of order) program.join(thread);
    return run(chain, program);
  };
  const [inOrder, reversed] = [receipt([0, 1]), receipt([1, 0])];
  expect(inOrder).toMatchObject({ status: Status.trapped, code: 5003, failure: { ticket: 1 } });
  expect(reversed).toMatchObject({ status: Status.trapped, code: 5004, failure: { ticket: 2 } });
  expect(inOrder.threads.map(({ end }) => end)).toEqual(["joined", "cancelled"]);
  expect(reversed.threads.map(({ end }) => end)).toEqual(["cancelled", "joined"]);
});

describe("F-11: the join of a failed thread", () => {
  test("frees its slots", () => {
    const fail = (thread: Program): Program => thread.store(key, filled(2)).unreachable();
    const program = new Program()
      .spawn(nothing)
      .spawn(fail, { slots: [key] })
      .join(1, 2)
      .store(key, filled(3));
    expect(run(chain, program.join(0)).code).toBe(0);
    expect(chain.slot(key)).toEqual(filled(3));
  });

  test("ends its generation if it was the last", () => {
    const program = new Program()
      .spawn((thread) => thread.unreachable())
      .join(0, 2)
      .store(key, filled(3));
    const into = program.room(32);
    const receipt = run(
      chain,
      program
        .spawn((thread) => thread.load(key, into).return(into, 32))
        .join(1)
        .result(32),
    );
    expect(receipt.data).toEqual(filled(3));
    expect(receipt.threads.map(({ generation }) => generation)).toEqual([1, 2]);
  });
});
