import { ThreadedContractError } from "@threaded-contract/transform";
import { invariant } from "../errors";
import { isGas } from "../gas/arithmetic";
import { CALLDATA_BYTES_MAXIMUM, STACK_BYTES_MAXIMUM } from "../limits";
import { cellWords } from "../storage/words";
import { Status, type ThreadBackend } from "../threads/backend";
import { slotSurcharge } from "../opnet/slot-surcharge";
import type { ContractRecord, World } from "../world";
import { ExecutedTransaction } from "./executed-transaction";
import { outOfGas } from "./frame";
import { MainExecution } from "./main-execution";
import { makeReceipt } from "./make-receipt";
import { runFrame, type FrameSpec } from "./run-frame";
import { REPEAT, type FrameResult } from "./signals";
import { collectChanges, noChanges, type ChangedSlots } from "./state-changes";
import type { TransactionKind, TransactionRequest, TransactionResult } from "./transaction";

const entries: Readonly<Record<TransactionKind, FrameSpec["entry"]>> = {
  call: "execute",
  deploy: "onDeploy",
  update: "onUpdate",
};

/**
 * Runs one transaction to its end. Pure but for the back end: the same request on the same world gives the same receipt
 * bytes with every back end, and changes nothing; the owner of the state applies `changes`.
 *
 * @throws TC6014 for a request that cannot be one; TC6017, TC6018 when the host fails, which is never a receipt
 */
export function executeTransaction(
  request: TransactionRequest,
  world: World,
  backend: ThreadBackend,
): TransactionResult {
  checkRequest(request);
  const contract = world.contractAt(request.contract);
  if (contract === undefined) {
    throw new ThreadedContractError("TC6014", {
      option: "contract",
      reason: `there is no contract ${request.contract}`,
    });
  }
  const exact = world.tracer !== undefined;
  const result = attempt(request, world, contract, backend, exact) ?? attempt(request, world, contract, backend, true);
  invariant(result !== undefined, "the unmerged meter does not give up");
  return result;
}

/**
 * Runs the transaction from its start.
 *
 * @returns undefined if the merged meter gave up in a frame; nothing of the attempt stays
 */
function attempt(
  request: TransactionRequest,
  world: World,
  contract: ContractRecord,
  backend: ThreadBackend,
  exact: boolean,
): TransactionResult | undefined {
  const execution = new MainExecution(world, request.context, backend, exact);
  try {
    return runTransaction(execution, request, contract);
  } catch (error) {
    if (error !== REPEAT) throw error;
    abandon(execution);
    return undefined;
  }
}

/** Cancels what the attempt has started. All else of it is in the execution, which nobody keeps. */
function abandon({ ledger, backend }: MainExecution): void {
  for (const row of ledger.rows) if (row.state === "live") backend.cancel(row.ticket);
  backend.end();
}

function runTransaction(
  execution: MainExecution,
  request: TransactionRequest,
  called: ContractRecord,
): TransactionResult {
  const mark = execution.mark();
  const contract = request.kind === "update" ? execution.world.withUpdateCode(called) : called;
  execution.warmth?.touchAccount(cellWords(contract.address));
  const result = runFrame({
    execution,
    contract,
    context: {
      transaction: request.context,
      caller: request.sender,
      calldata: request.calldata,
      readOnly: request.readOnly,
    },
    role: "main",
    depth: 1,
    gas: request.gasLimit,
    stackBytes: STACK_BYTES_MAXIMUM,
    entry: entries[request.kind],
  });
  const { final, changed } = settle(execution, request, contract, result);
  if (final.status !== Status.success) execution.revert(mark);
  execution.backend.end();
  invariant(execution.ledger.unjoined === 0 && execution.reservations.held === 0, "nothing outlives a transaction");
  invariant(!request.readOnly || changed.changes.length === 0, "a view changes nothing");
  const receiptBytes = makeReceipt({ request, contract, execution, result: final, changed });
  const { rows, journal } = execution.ledger;
  const failed = final.status !== Status.success || rows.some(({ outcome }) => (outcome?.code ?? 0) !== 0);
  return new ExecutedTransaction(receiptBytes, rows.length, failed, changed.changes, journal);
}

function checkRequest({ gasLimit, calldata }: TransactionRequest): void {
  if (!isGas(gasLimit)) {
    throw new ThreadedContractError("TC6014", { option: "gasLimit", reason: "it is not an unsigned 64-bit number" });
  }
  if (calldata.length > CALLDATA_BYTES_MAXIMUM) {
    const reason = `${calldata.length} bytes are more than ${CALLDATA_BYTES_MAXIMUM}`;
    throw new ThreadedContractError("TC6014", { option: "calldata", reason });
  }
}

/** What a successful transaction pays for the slots it leaves changed; it must fit the gas limit like all else. */
function settle(
  execution: MainExecution,
  request: TransactionRequest,
  contract: ContractRecord,
  result: FrameResult,
): { final: FrameResult; changed: ChangedSlots } {
  if (result.status !== Status.success) return { final: result, changed: noChanges };
  const changed = collectChanges(execution);
  const surcharge = slotSurcharge(execution, contract);
  const gasUsed = result.gasUsed + surcharge;
  invariant(surcharge >= 0n, "a surcharge is not negative");
  if (gasUsed <= request.gasLimit) return { final: { ...result, gasUsed }, changed };
  return { final: { ...result, ...outOfGas(), gasUsed: request.gasLimit }, changed: noChanges };
}
