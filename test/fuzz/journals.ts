/** Journals of fuzzed programs, executed again from their bytes. */
import type { TransactionRequest } from "../../runtime/src/frame/transaction";
import type { ThreadBackend } from "../../runtime/src/threads/backend";
import type { World } from "../../runtime/src/world";
import type { Program } from "../reference-model/program";
import { deploy, requestOf, type Deployment } from "./execute";
import {
  ChainJournal,
  ChainState,
  contentDifference,
  EagerBackend,
  encodeReceipt,
  executeTransaction,
  LazyBackend,
  MemoryPool,
  oip0002,
  readJournal,
  SlotTable,
  toWireResult,
} from "./runtime";

type MakeBackend = (world: World) => ThreadBackend;

/** Executes requests one after the other on contracts that are there from the start; returns the journal. */
function journalOf(
  { world: { contractAt } }: Deployment,
  requests: readonly TransactionRequest[],
  make: MakeBackend,
): Uint8Array {
  const state = new ChainState(oip0002, { number: 1n, medianTime: 1n });
  for (let index = 0, record = contractAt(0); record !== undefined; record = contractAt(++index)) {
    state.addContract(record);
  }
  const journal = ChainJournal.begin(state, oip0002);
  const memories = new MemoryPool();
  for (const request of requests) {
    const { schedule, state: buffer } = state.picture();
    const world: World = {
      schedule,
      state: SlotTable.attach(buffer),
      extensions: [],
      memories,
      contractAt: (index) => state.contracts[index],
      findContract: (address) => state.findContract(address),
    };
    const result = executeTransaction(request, world, make(world));
    const { changes, steps } = toWireResult(result, [], true);
    const { transactions: number } = state;
    const rootBefore = state.stateRoot();
    state.commit(request, result.receipt, changes);
    const contract = state.contracts[request.contract]!;
    const { receipt } = result;
    const parts = { request, contract, number, rootBefore, rootAfter: state.stateRoot(), steps: steps!, receipt };
    journal.appendTransaction({ ...parts, receiptBytes: encodeReceipt(receipt) });
  }
  return journal.bytes();
}

/**
 * Replay or die: journals a program with every thread run at its spawn, takes the requests out of the journal's bytes, and
 * executes them again with every thread run at its join. Returns what differs first, or null.
 */
export function replayDifference(program: Program, pages = 1): string | null {
  const deployment = deploy(program, pages);
  const requests = program.gasLimits.map((gasLimit, number) => requestOf(deployment, number, gasLimit));
  const journal = journalOf(deployment, requests, (world) => new EagerBackend(world));
  const records = readJournal(journal);
  const read = records.flatMap((record) => (record.kind === "transactionBegun" ? [record.body.request] : []));
  const again = journalOf(deployment, read, (world) => new LazyBackend(world));
  if (Buffer.compare(journal, again) === 0) return null;
  const repeated = readJournal(again);
  for (const [sequence, record] of records.entries()) {
    const other = repeated[sequence];
    const found = other === undefined ? "missing" : contentDifference(record, other);
    if (found !== undefined) return `record ${sequence}, ${found}`;
  }
  return `record ${records.length}, missing`;
}

/** Throws unless the journal of a program replays to the same bytes. @param repeat the line that repeats the program */
export function assertReplays(program: Program, pages: number, repeat: string): void {
  const difference = replayDifference(program, pages);
  if (difference !== null) throw new Error(`the replay differs: ${difference}; repeat with ${repeat}`);
}
