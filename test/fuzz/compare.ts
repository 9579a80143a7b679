/** Runs programs of a batch on the model and on the runtime, and compares what both say of every transaction. */
import { isDeepStrictEqual } from "node:util";
import { Meter } from "../reference-model/rules";
import { State } from "../reference-model/state";
import { Transaction } from "../reference-model/transaction";
import { describeModel, describeReceipt, type Described } from "./describe";
import { commit, runOnEngine, type Chain, type Deployment, type MakeBackend } from "./execute";
import { contractsOf, input, newMachine } from "./interpret";
import { EagerBackend, encodeReceipt, decodeReceipt, LazyBackend, receiptDifference } from "./runtime";
import type { Tally } from "./tally";

export interface Difference {
  readonly transaction: number;
  readonly field: string;
  readonly expected: string;
  readonly actual: string;
}

type Way = { readonly name: string; readonly make: MakeBackend; readonly exact: boolean };

const eager: MakeBackend = (world) => new EagerBackend(world);
const lazy: MakeBackend = (world) => new LazyBackend(world);

/** How transactions run in this process, in turn: every order with every meter. */
const WAYS: readonly (readonly [Way, Way])[] = [
  [
    { name: "threads at their spawns, merged meter", make: eager, exact: false },
    { name: "threads at their joins, unmerged meter", make: lazy, exact: true },
  ],
  [
    { name: "threads at their joins, merged meter", make: lazy, exact: false },
    { name: "threads at their spawns, unmerged meter", make: eager, exact: true },
  ],
];

const text = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) => (typeof inner === "bigint" ? `${inner}n` : inner));

/** The first field in which two descriptions differ. */
export function firstDifference(transaction: number, expected: Described, actual: Described): Difference | null {
  if (isDeepStrictEqual(expected, actual)) return null;
  for (const field of Object.keys(expected) as (keyof Described)[]) {
    if (field === "threads") {
      const rows = Math.max(expected.threads.length, actual.threads.length);
      for (let row = 0; row < rows; row++) {
        const [a, b] = [text(expected.threads[row]), text(actual.threads[row])];
        if (a !== b) return { transaction, field: `threads[${row}]`, expected: a, actual: b };
      }
    } else {
      const [a, b] = [text(expected[field]), text(actual[field])];
      if (a !== b) return { transaction, field, expected: a, actual: b };
    }
  }
  return null;
}

/** What the model says of the transactions of a program. @param position of the program in the batch */
export function runModel({ compiled, programs, pages }: Deployment, position: number, tally: Tally): Described[] {
  const program = programs[position]!;
  const costs = { module: compiled.cost, contracts: compiled.programs[position]!.costs };
  const contracts = contractsOf(program, costs, tally);
  let state = new State();
  return program.transactions.map(({ gasLimit, readOnly }) => {
    const meter = new Meter(gasLimit);
    const model = new Transaction(state, contracts, () => newMachine(pages));
    model.run(meter, input(0), readOnly);
    state = model.state;
    return describeModel(model, meter);
  });
}

/**
 * Compares one program: the model with the runtime, and the runtime's back ends and meters with each other.
 *
 * @param position of the program in the batch
 * @param workers of the engine that runs it too; null for none
 */
export async function compareProgram(
  deployment: Deployment,
  position: number,
  workers: number | null,
  tally: Tally,
): Promise<Difference | null> {
  let transaction = 0;
  const expected = runModel(deployment, position, tally);
  for (const receipt of expected) countReceipt(receipt, tally);
  try {
    const chain = deployment.newChain();
    for (; transaction < expected.length; transaction++) {
      const place = { deployment, chain, position, transaction };
      const difference = await compareTransaction(place, expected[transaction]!, workers);
      if (difference !== null) return difference;
    }
    return null;
  } catch (error) {
    const actual = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { transaction, field: "error", expected: "none", actual };
  }
}

function countReceipt({ code, threads, conflicts }: Described, tally: Tally): void {
  tally.add(`transaction: ${code || "success"}`, "main");
  for (const thread of threads) tally.add(`thread: ${thread.end}, ${thread.code || "success"}`, "thread");
  if (conflicts.length > 0) tally.add("transaction: conflicts", "main");
}

interface Place {
  readonly deployment: Deployment;
  readonly chain: Chain;
  readonly position: number;
  readonly transaction: number;
}

async function compareTransaction(
  { deployment, chain, position, transaction }: Place,
  expected: Described,
  workers: number | null,
): Promise<Difference | null> {
  const request = deployment.request(position, transaction);
  const [first, second] = WAYS[transaction % WAYS.length]!;
  const result = deployment.run(chain, request, first.make, first.exact);
  const difference = firstDifference(transaction, expected, describeReceipt(result.receipt, deployment, position));
  if (difference !== null) return difference;
  // The model does not know everything that a receipt says, such as the place of a trap.
  const bytes = encodeReceipt(result.receipt);
  const { receipt } = deployment.run(chain, request, second.make, second.exact);
  const others = [{ name: second.name, bytes: encodeReceipt(receipt) }];
  if (workers !== null) {
    const wire = await runOnEngine(chain, request, { workers, hooks: null });
    others.push({ name: `${workers} workers`, bytes: wire.receipt });
  }
  for (const other of others) {
    if (Buffer.compare(bytes, other.bytes) === 0) continue;
    const field = receiptDifference(result.receipt, decodeReceipt(other.bytes)) ?? "bytes";
    return { transaction, field, expected: first.name, actual: other.name };
  }
  commit(chain, request, result);
  return null;
}
