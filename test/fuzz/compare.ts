/** Runs one program on the model and on the runtime and compares them, transaction by transaction. */
import { Model } from "../reference-model/model";
import type { ModelReceipt } from "../reference-model/receipt";
import type { Program } from "../reference-model/program";
import { State } from "../reference-model/state";
import { calldataBytes, deploy, describeReceipt, runTransaction } from "./execute";
import { EagerBackend, LazyBackend, receiptDifference } from "./runtime";

export interface Difference {
  readonly transaction: number;
  readonly field: string;
  readonly model: string;
  readonly runtime: string;
}

const text = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) => (typeof inner === "bigint" ? `${inner}n` : inner));

/** The first field in which two receipts of a transaction differ, in the words of the model. */
export function firstDifference(transaction: number, model: ModelReceipt, runtime: ModelReceipt): Difference | null {
  const fields = ["code", "threads", "value", "events", "changes", "discount", "gasUsed"] as const;
  for (const field of fields) {
    const [a, b] = [text(model[field]), text(runtime[field])];
    if (a !== b) return { transaction, field, model: a, runtime: b };
  }
  return null;
}

/** The first field that the model and the runtime disagree on, or null. */
export function compareProgram(program: Program, pages = 1): Difference | null {
  const deployment = deploy(program, pages);
  const unmerged = deploy(program, pages, true);
  const costs = deployment.compiled.map((c) => c.cost);
  let state = State.empty();
  for (const [number, gasLimit] of program.gasLimits.entries()) {
    const model = new Model(program, costs, pages, calldataBytes(program), state);
    const expected = model.run(gasLimit);
    state = model.committed;
    const backend = number % 2 === 0 ? EagerBackend : LazyBackend;
    const receipt = runTransaction(deployment, number, gasLimit, (world) => new backend(world));
    const difference = firstDifference(number, expected, describeReceipt(receipt, program.contracts.length));
    if (difference) return difference;
    // The model does not know everything that a receipt says, such as the place of a trap.
    const exact = runTransaction(unmerged, number, gasLimit, (world) => new backend(world));
    const field = receiptDifference(receipt, exact);
    if (field !== undefined) {
      return { transaction: number, field, model: "with the unmerged meter", runtime: "with both" };
    }
  }
  return null;
}
