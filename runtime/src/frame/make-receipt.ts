import { invariant } from "../errors";
import type { ReceiptFailure } from "../receipt";
import { encodeReceiptParts, RECEIPT_VERSION, type ReceiptHead } from "../receipt-codec";
import { Status } from "../threads/backend";
import { findConflicts } from "../threads/conflicts";
import type { ContractRecord } from "../world";
import type { MainExecution } from "./main-execution";
import type { FrameResult } from "./signals";
import type { ChangedSlots } from "./state-changes";
import type { TransactionRequest } from "./transaction";

interface Parts {
  readonly request: TransactionRequest;
  readonly contract: ContractRecord;
  readonly execution: MainExecution;
  readonly result: FrameResult;
  readonly changed: ChangedSlots;
}

/** The canonical bytes of the receipt of a transaction that has ended. */
export function makeReceipt({ request, contract, execution, result, changed }: Parts): Uint8Array {
  const { world, ledger, receiptThreads } = execution;
  let [discount, refund] = [0n, 0n];
  for (const { settlement } of ledger.rows) {
    if (settlement === null) continue;
    discount += settlement.discount;
    refund += settlement.unused;
  }
  const succeeded = result.status === Status.success;
  invariant(result.gasUsed <= request.gasLimit, "a transaction uses no more than its limit");
  invariant(succeeded || execution.events.length === 0, "a failed transaction has no events");
  invariant(succeeded || world.codeChanges.length === 0, "a failed transaction deploys nothing");
  const head: ReceiptHead = {
    version: RECEIPT_VERSION,
    schedule: world.schedule.id,
    transactionId: request.context.transactionId,
    contract: contract.address,
    status: result.status,
    code: result.code,
    failure: succeeded ? null : failure(contract, result),
    data: result.data,
    gasLimit: request.gasLimit,
    gasUsed: result.gasUsed,
    gasGross: result.gasUsed + discount,
    discount,
    refund,
    events: execution.events.map(({ contract: { address }, name, data }) => ({ contract: address, name, data })),
    changes: changed.slots,
    codes: world.codeChanges.map(({ kind, contract: { address, deployer }, source }) => {
      return { kind, contract: address, source: source.address, deployer };
    }),
  };
  const conflicts = succeeded ? findConflicts(ledger.rows, world) : [];
  return encodeReceiptParts(head, ledger.rows.length, receiptThreads.finish(), conflicts);
}

function failure(contract: ContractRecord, result: FrameResult): ReceiptFailure {
  const { code, message, functionIndex, offset, ticket } = result;
  return { code, message, contract: contract.address, functionIndex, offset, ticket };
}
