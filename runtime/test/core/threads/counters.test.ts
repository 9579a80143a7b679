import { opnet } from "../../../src/gas/opnet";
import { compileMachine, Program } from "../support/machine";
import { filled, TestChain } from "../support/test-chain";

let wasm: Uint8Array;

beforeAll(async () => {
  wasm = await compileMachine();
});

const key = filled(1);
const COLD = 21_000_000n;
const WARM = 1_000_000n;

function chainOf(policy: "spec" | "roswell" | "utf"): TestChain {
  const chain = new TestChain(opnet(policy));
  chain.add(wasm, false);
  chain.add(wasm, false);
  return chain;
}

const GAS = 100_000_000_000n;

/** Gas of a program with one command more, less that without. */
function cost(chain: TestChain, before: (program: Program) => void, more: (program: Program) => void): bigint {
  const gas = (extra: boolean): bigint => {
    const program = new Program();
    before(program);
    if (extra) more(program);
    else more(new Program());
    const { receipt } = chain.send(program.bytes(), { gasLimit: GAS, readOnly: true });
    expect(receipt.failure).toBeNull();
    return receipt.gasUsed;
  };
  return gas(true) - gas(false);
}

/** Host price without the instructions around it, and the calldata that grew. */
const rounded = (gas: bigint): bigint => (gas / WARM) * WARM;

describe("prices of a first access", () => {
  test("spec: the first touch is cold, later ones are warm, for slots and for contracts", () => {
    const chain = chainOf("spec");
    const into = 1_900;
    expect(
      rounded(
        cost(
          chain,
          () => {},
          (program) => program.load(key, into),
        ),
      ),
    ).toBe(COLD);
    expect(
      rounded(
        cost(
          chain,
          (program) => program.load(key, into),
          (program) => program.load(key, into),
        ),
      ),
    ).toBe(WARM);
  });

  test("G-18: a thread starts from its parent's touches, and its own count for main after the join only", () => {
    const chain = chainOf("spec");
    const used = (before: (program: Program) => void): bigint[] => {
      const program = new Program();
      before(program);
      const body = (thread: Program): Program => thread.load(key, 1_900);
      program.spawn(body, { gas: 500_000_000n }).spawn(body, { gas: 500_000_000n }).join(0).join(1);
      program.spawn(body, { gas: 500_000_000n }).join(2);
      return chain
        .send(program.bytes(), { gasLimit: GAS, readOnly: true })
        .receipt.threads.map((row) => rounded(row.used));
    };
    const [first, sibling, later] = used(() => {});
    // The siblings know nothing of each other; the third comes after their joins.
    expect(sibling).toBe(first);
    expect(first! - later!).toBe(COLD - WARM);
    const touched = used((program) => program.load(key, 1_900));
    expect(touched).toEqual([later, later, later]);
  });

  test("G-18: what a failed thread touched is warm for its joiner, in join order, and for nobody before", () => {
    const chain = chainOf("spec");
    const failing = (thread: Program): Program => thread.load(key, 1_900).unreachable();
    const early = new Program().spawn(failing, { gas: 500_000_000n }).load(key, 1_900).join(0, 2);
    const late = new Program().spawn(failing, { gas: 500_000_000n }).join(0, 2).load(key, 1_900);
    const gas = (program: Program): bigint =>
      chain.send(program.bytes(), { gasLimit: GAS, readOnly: true }).receipt.gasUsed;
    expect(gas(early) - gas(late)).toBe(COLD - WARM);
  });

  test("utf: warm if the slot exists", () => {
    const chain = chainOf("utf");
    const price = (): bigint =>
      rounded(
        cost(
          chain,
          () => {},
          (program) => program.load(key, 1_900),
        ),
      );
    expect(price()).toBe(COLD);
    chain.set(key, filled(5));
    expect(price()).toBe(WARM);
  });

  test("roswell: the other way round", () => {
    const chain = chainOf("roswell");
    expect(
      rounded(
        cost(
          chain,
          () => {},
          (program) => program.load(key, 1_900),
        ),
      ),
    ).toBe(WARM);
    expect(
      rounded(
        cost(
          chain,
          (program) => program.load(key, 1_900),
          (program) => program.load(key, 1_900),
        ),
      ),
    ).toBe(COLD);
  });
});

test("G-17: changed slots are paid for at the end of a transaction", () => {
  const chain = chainOf("spec");
  const gas = (program: Program): bigint => {
    const { receipt } = chain.send(program.bytes(), { gasLimit: GAS });
    expect(receipt.failure).toBeNull();
    return receipt.gasUsed;
  };
  const store = (word: number): Program => new Program().store(key, filled(word));
  const [created, updated, unchanged] = [gas(store(1)), gas(store(2)), gas(store(2))];
  expect(created - unchanged).toBe(200_000_000n);
  expect(updated - unchanged).toBe(29_000_000n);
  expect(chain.send(store(3).bytes(), { gasLimit: unchanged + 1n }).receipt).toMatchObject({ code: 5001, changes: [] });
});
