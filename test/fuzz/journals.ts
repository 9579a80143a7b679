/** Journals of random programs, executed again from their bytes. */
import type { Receipt } from "../../runtime/src/receipt";
import type { TransactionRequest } from "../../runtime/src/frame/transaction";
import { journalProblem } from "./check-journal";
import type { Deployment, MakeBackend } from "./execute";
import { ChainJournal, contentDifference, EagerBackend, encodeReceipt, LazyBackend } from "./runtime";
import { oip0002, readJournal, toWireResult } from "./runtime";

interface Journaled {
  readonly bytes: Uint8Array;
  readonly receipts: readonly Receipt[];
}

/** Executes requests one after the other on the batch's contracts, from an empty state. */
function journalOf(deployment: Deployment, requests: readonly TransactionRequest[], make: MakeBackend): Journaled {
  const receipts: Receipt[] = [];
  const chain = deployment.newChain();
  const journal = ChainJournal.begin(chain, oip0002);
  for (const request of requests) {
    const result = deployment.run(chain, request, make);
    const { changes, steps } = toWireResult(result, [], true);
    const { transactions: number } = chain;
    const rootBefore = chain.stateRoot();
    const { receipt } = result;
    receipts.push(receipt);
    chain.commit(request, receipt, changes);
    const contract = chain.contracts[request.contract]!;
    const parts = { request, contract, number, rootBefore, rootAfter: chain.stateRoot(), steps: steps!, receipt };
    journal.appendTransaction({ ...parts, receiptBytes: encodeReceipt(receipt) });
  }
  return { bytes: journal.bytes(), receipts };
}

/**
 * Replay or die: journals a program with every thread run at its spawn, takes the requests out of the journal's bytes, and
 * executes them again with every thread run at its join. Returns what differs first, or null.
 *
 * @param position of the program in the batch
 */
export function replayDifference(deployment: Deployment, position: number): string | null {
  const { transactions } = deployment.programs[position]!;
  const requests = transactions.map((_, number) => deployment.request(position, number));
  const { bytes: journal, receipts } = journalOf(deployment, requests, (world) => new EagerBackend(world));
  const records = readJournal(journal);
  const problem = journalProblem(records, receipts);
  if (problem !== null) return problem;
  const read = records.flatMap((record) => (record.kind === "transactionBegun" ? [record.body.request] : []));
  const { bytes: again } = journalOf(deployment, read, (world) => new LazyBackend(world));
  if (Buffer.compare(journal, again) === 0) return null;
  const repeated = readJournal(again);
  for (const [sequence, record] of records.entries()) {
    const other = repeated[sequence];
    const found = other === undefined ? "missing" : contentDifference(record, other);
    if (found !== undefined) return `record ${sequence}, ${found}`;
  }
  return `record ${records.length}, missing`;
}
