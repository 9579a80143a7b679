import { invariant } from "../errors";
import type { Frame } from "../frame/frame";
import { mainOf, type MainExecution } from "../frame/main-execution";
import { encodeRevert, plainText } from "../frame/revert-data";
import { TRAP_EXIT_STATUS } from "../frame/signals";
import { joinFee, joinSurcharge, settleThread } from "../gas/thread-charges";
import { KEY_WORDS } from "../storage/hash";
import { CELL_BYTES, CELL_WORDS, compareBytes, loadCell } from "../storage/words";
import { Status, type ThreadOutcome } from "./backend";
import { rowOfHandle } from "./join-checks";
import type { ThreadRow } from "./ledger";
import { forEachReserved } from "./reserved";
import { collectRegions } from "./spawn";

/** The forms of `thread_join`. */
export const JoinMode = { plain: 0, refund: 1, attempt: 2 } as const;

/** What the last join left for the frame to fetch. */
export interface JoinedThread {
  /** Result bytes on success, the message as UTF-8 otherwise. */
  readonly data: Uint8Array;
  /** TC number, 0 on success. */
  readonly code: number;
  /** Keys that were committed, 32 bytes each, sorted; the caller's caches of them are old (S-22). */
  readonly committed: readonly Uint8Array[];
}

/**
 * `thread_join`: waits, commits, settles the gas, and answers the thread's status. A thread that failed commits nothing;
 * its failure becomes the joiner's, unless the joiner only tries.
 *
 * @param mode 0 join, 1 with refund, 2 try
 * @param tag type of the result that the joiner expects
 */
export function joinThread(frame: Frame, handle: bigint, mode: number, tag: number): Status {
  frame.requireRunning("thread_join");
  const execution = mainOf(frame);
  if (mode < JoinMode.plain || mode > JoinMode.attempt) {
    frame.trap("TC5015", { import: "thread_join", reason: `${mode} is not a form of join` });
  }
  const row = rowOfHandle(execution, frame, handle, tag);
  const regionByteCounts = row.regions.length === 0 ? noRegions : row.regions.map((region) => region.length);
  frame.chargeStrictly(joinFee(execution.world.schedule, 0, noRegions));
  const outcome = execution.backend.finish(row.ticket, execution.meanwhile);
  checkOutcome(row, outcome);
  checkWrites(execution, row, outcome);
  const unjoinedCount = execution.ledger.unjoined;
  invariant(row.outcome === null && row.settlement === null, "a thread is joined once");
  row.outcome = outcome;
  release(execution, row);
  invariant(execution.ledger.unjoined === unjoinedCount - 1, "a joined thread is no longer counted");
  const succeeded = outcome.status === Status.success;
  if (succeeded) {
    const { schedule } = execution.world;
    frame.chargeStrictly(joinSurcharge(schedule, outcome.data.length, regionByteCounts));
    commit(execution, frame, row, outcome);
  }
  mergeCounters(execution, outcome);
  row.settlement = settleThread(execution.world.schedule, {
    budget: row.budget,
    used: outcome.gasUsed,
    succeeded,
    withRefund: mode !== JoinMode.plain,
    unjoinedCount,
    beside: row.generation.joined.longestAfter(row.ticket),
    load: execution.transaction.block.load,
  });
  row.generation.joined.add(row.ticketsAtJoin, outcome.gasUsed);
  invariant(row.settlement.refund <= row.budget, "a refund is at most what was given");
  frame.refund(row.settlement.refund);
  frame.updatePageLimit();
  frame.joined = joinedThread(outcome);
  if (!succeeded && mode !== JoinMode.attempt) passOn(execution, frame, row, outcome);
  return outcome.status;
}

/** What came back is what was asked for, whichever back end ran it. */
function checkOutcome(row: ThreadRow, outcome: ThreadOutcome): void {
  invariant(outcome.ticket === row.ticket, "an outcome belongs to the thread that is joined");
  invariant(outcome.gasUsed >= 0n && outcome.gasUsed <= row.budget, "a thread uses no more than its budget");
  invariant((outcome.status === Status.success) === (outcome.code === 0), "a failed thread says why");
  invariant(outcome.writes.length % (2 * CELL_BYTES) === 0, "a write is a key and a value");
  if (outcome.status !== Status.success) {
    invariant(outcome.writes.length + outcome.regions.length === 0, "a failed thread brings nothing back");
  } else {
    invariant(outcome.regions.length === row.lent.length, "a thread brings its regions back whole");
  }
}

/** A thread brings writes to slots it still holds, each key once and in order. */
function checkWrites(execution: MainExecution, row: ThreadRow, outcome: ThreadOutcome): void {
  const { writes } = outcome;
  forEachReserved(row.contract.index, writes, (key, at) => {
    if (at % (2 * CELL_BYTES) !== 0) return;
    invariant(execution.reservations.owner(key) === row.ticket, "a thread commits slots it has reserved");
    const previous = writes.subarray(at - 2 * CELL_BYTES, at - CELL_BYTES);
    invariant(at === 0 || compareBytes(previous, writes.subarray(at, at + CELL_BYTES)) < 0, "writes are sorted by key");
  });
}

/** Ends the thread's hold on slots and pages, whatever came of it (F-11). */
function release(execution: MainExecution, row: ThreadRow): void {
  forEachReserved(row.contract.index, row.reservation, (key) => execution.reservations.release(key, row.ticket));
  execution.ledger.settle(row, "joined");
}

/** Makes a successful thread's writes and regions the caller's, writes in key order (S-10). */
function commit(execution: MainExecution, frame: Frame, row: ThreadRow, outcome: ThreadOutcome): void {
  invariant(frame.contract === row.contract, "a thread commits to the contract that spawned it");
  copyRegionsBack(execution, frame, row, outcome);
  row.committedAt = execution.overlay.sequence;
  if (outcome.writes.length === 0) return;
  const view = new DataView(outcome.writes.buffer, outcome.writes.byteOffset, outcome.writes.byteLength);
  const key = new Uint32Array(KEY_WORDS);
  const value = new Uint32Array(CELL_WORDS);
  key[0] = row.contract.index;
  for (let at = 0; at < outcome.writes.length; at += 2 * CELL_BYTES) {
    loadCell(view, at, key, 1);
    loadCell(view, at + CELL_BYTES, value, 0);
    invariant(execution.reservations.owner(key) === 0, "a slot is free when it is committed");
    execution.overlay.write(key, value, row.ticket);
  }
  row.committedAt = execution.overlay.sequence;
}

function copyRegionsBack(execution: MainExecution, frame: Frame, row: ThreadRow, outcome: ThreadOutcome): void {
  if (row.regions.length === 0) return;
  const now = collectRegions(frame.guest.bytes, row.regions);
  let at = 0;
  for (const { pointer, length } of row.regions) {
    const before = row.lent.subarray(at, at + length);
    if (compareBytes(now.subarray(at, at + length), before) !== 0) {
      frame.trap("TC4009", { region: `${pointer}+${length}`, owner: execution.ledger.name(row.ticket) });
    }
    at += length;
  }
  at = 0;
  for (const { pointer, length } of row.regions) {
    frame.guest.bytes.set(outcome.regions.subarray(at, at + length), pointer);
    at += length;
  }
}

/** Takes over what the thread counted, in join order (X-9, N5). */
function mergeCounters(execution: MainExecution, outcome: ThreadOutcome): void {
  invariant(outcome.calls >= 0, "calls are counted up");
  execution.calls += outcome.calls;
  invariant(Number.isSafeInteger(execution.calls), "calls are counted exactly");
  execution.warmth?.merge(outcome.warm);
}

function joinedThread(outcome: ThreadOutcome): JoinedThread {
  if (outcome.status !== Status.success) {
    return { data: new Uint8Array(Buffer.from(outcome.message, "utf8")), code: outcome.code, committed: noKeys };
  }
  if (outcome.writes.length === 0) return { data: outcome.data, code: 0, committed: noKeys };
  const committed: Uint8Array[] = [];
  for (let at = 0; at < outcome.writes.length; at += 2 * CELL_BYTES) {
    committed.push(outcome.writes.subarray(at, at + CELL_BYTES));
  }
  return { data: outcome.data, code: 0, committed };
}

const noKeys: readonly Uint8Array[] = Object.freeze([]);
const noRegions: readonly number[] = Object.freeze([]);

/** Ends the joiner with its thread's failure (F-2); the code stays the thread's. */
function passOn(execution: MainExecution, frame: Frame, row: ThreadRow, outcome: ThreadOutcome): never {
  // A revert says where it happened; a trap is of our words, and says which thread.
  const where = outcome.status === Status.reverted ? "" : ` It ended thread ${execution.ledger.name(row.ticket)}.`;
  const message = plainText(outcome.message + where);
  const data = where === "" && outcome.data.length > 0 ? outcome.data : encodeRevert(message);
  return frame.end({
    status: Status.trapped,
    code: outcome.code,
    message,
    data,
    ticket: row.ticket,
    exitStatus: TRAP_EXIT_STATUS,
  });
}
