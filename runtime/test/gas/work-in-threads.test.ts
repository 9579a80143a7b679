import { opnet } from "../../src/gas/opnet";
import type { Receipt } from "../../src/receipt";
import { Program } from "../core/support/machine";
import { filled, TestChain } from "../core/support/test-chain";
import { machineChain, run } from "../rulings/support";

const SEEDS = 25;
const KEYS = 6;
const LIMIT = { gasLimit: 150_000_000_000n };
const BUDGET = { gas: 4_000_000_000n };

/** A number below a bound. */
type Below = (bound: number) => number;

/** Marsaglia's xorshift. */
function randomFrom(seed: number): Below {
  let state = seed;
  return (bound) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % bound;
  };
}

/** A piece of work, wherever it is done. */
type Item = (program: Program) => void;

interface Share {
  readonly items: readonly Item[];
  /** What its thread reserves. */
  readonly keys: readonly Uint8Array[];
}

/** Work in several shares; only one share writes a key, all may read it. */
function makeShares(below: Below): Share[] {
  return Array.from({ length: 1 + below(6) }, (_, share) => {
    const own = Array.from({ length: KEYS }, (__, key) => filled(1 + share * KEYS + key));
    const items = Array.from({ length: below(6) }, (): Item => {
      const [rounds, key, value] = [below(40_000), below(KEYS), below(250)];
      const anyKey = filled(1 + below(6 * KEYS));
      return [
        (program: Program) => program.burn(rounds),
        (program: Program) => program.store(own[key]!, filled(value)),
        (program: Program) => program.load(anyKey, 1_900),
      ][below(3)]!;
    });
    return { items, keys: own };
  });
}

const inSequence = (shares: readonly Share[]): Program => {
  const program = new Program();
  for (const item of shares.flatMap(({ items }) => items)) item(program);
  return program;
};

function inThreads(shares: readonly Share[], idle: number, below: Below): Program {
  const program = new Program();
  for (const { items, keys } of shares) {
    program.spawn((thread) => items.forEach((item) => item(thread)), { ...BUDGET, slots: keys });
  }
  for (let i = 0; i < idle; i++) program.spawn(() => {}, BUDGET);
  const left = Array.from({ length: shares.length + idle }, (_, thread) => thread);
  while (left.length > 0) program.join(left.splice(below(left.length), 1)[0]!, 1);
  return program;
}

function succeeded(chain: TestChain, program: Program): Receipt {
  const receipt = run(chain, program, LIMIT);
  expect(receipt.failure).toBeNull();
  return receipt;
}

describe.each(["spec", "utf"] as const)("moving work into threads under opnet/1/%s", (policy) => {
  test("makes none of it cheaper, and the discount is at most half of what ran beside the longest thread", async () => {
    const [chain, other] = await Promise.all([0, 1].map(() => machineChain(new TestChain(opnet(policy)))));
    let discounted = 0;
    for (let seed = 1; seed <= SEEDS; seed++) {
      const below = randomFrom(seed);
      const shares = makeShares(below);
      const sequence = succeeded(chain!, inSequence(shares));
      const threads = succeeded(other!, inThreads(shares, below(5), below));
      const used = threads.threads.map((thread) => thread.used);
      const longest = used.reduce((most, gas) => (gas > most ? gas : most), 0n);
      const beside = used.reduce((sum, gas) => sum + gas, 0n) - longest;
      if (threads.discount * 2n > beside) throw new Error(`seed ${seed}: ${threads.discount} of ${beside}`);
      const fees = BigInt(used.length) * 21_000_000n;
      if (threads.gasGross < sequence.gasUsed + fees) {
        throw new Error(`seed ${seed}: ${threads.gasGross} in threads, ${sequence.gasUsed} in sequence`);
      }
      if (threads.discount > 0n) discounted++;
    }
    expect(discounted).toBeGreaterThan(SEEDS / 3);
  });
});

test("one long thread among idle ones costs more than the same work without threads", async () => {
  const chain = await machineChain(new TestChain(opnet()));
  const work = (program: Program): Program => program.burn(1_000_000);
  const gas = { gas: 20_000_000_000n };
  const sequence = succeeded(chain, work(new Program())).gasUsed;
  for (const idle of [0, 1, 4, 10]) {
    const program = new Program().spawn(work, gas);
    for (let i = 1; i <= idle; i++) program.spawn(() => {}, { gas: 1_000_000n });
    for (let i = 0; i <= idle; i++) program.join(i, 1);
    expect(succeeded(chain, program).gasUsed).toBeGreaterThan(sequence + BigInt(idle) * 20_000_000n);
  }
});
