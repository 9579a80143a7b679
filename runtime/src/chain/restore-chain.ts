import { ThreadedContractError } from "@threaded-contract/transform";
import { invariant } from "../errors";
import { findSchedule } from "../gas/find-schedule";
import type { GasSchedule } from "../gas/schedule";
import { scheduleHash } from "../gas/schedule-hash";
import { checkJournal, type CheckedJournal } from "../journal/read-journal";
import type { AdmittedModule } from "../meter/admit";
import { KEYS_INDEX } from "../opnet/keys";
import { CELL_BYTES, compareBytes } from "../storage/words";
import type { ContractRecord } from "../world";
import { EXPORTED_SLOT_BYTES, type ChainState } from "./chain-state";
import { damagedExport, foreignExport, type ExportedChain } from "./export-codec";

/** The schedule an export was made with. @throws TC6029 when it is not known, or has other prices now */
export function scheduleOf(exported: ExportedChain, passed: GasSchedule | undefined): GasSchedule {
  const schedule = passed ?? findSchedule(exported.schedule);
  const name = `its gas schedule "${exported.schedule}"`;
  if (schedule === undefined) return foreignExport("the export", `${name} is not known, so it has to be passed`);
  if (schedule.id === exported.schedule && compareBytes(scheduleHash(schedule), exported.scheduleHash) === 0) {
    return schedule;
  }
  return foreignExport("the export", `${name} had other prices than "${schedule.id}" has`);
}

/**
 * Fills an empty state with what an export holds.
 *
 * @param modules the export's modules, admitted, in its order
 * @throws TC6028 when the export contradicts itself
 */
export function restoreState(state: ChainState, exported: ExportedChain, modules: readonly AdmittedModule[]): void {
  checkExported(exported);
  const contracts = exported.contracts.map(({ address, deployer, module }, index): ContractRecord => {
    return { index, address, deployer, module: modules[module]! };
  });
  const updates = new Map(exported.updates.map(({ contract, module }) => [contract, modules[module]!]));
  invariant(modules.length === exported.modules.length, "every module of an export is admitted");
  state.restore({ contracts, updates, slots: exported.slots, transactions: Number(exported.transactions) });
}

/** The journal of an export, checked, if it has one. @throws TC6028 */
export function journalOf({ journal, schedule, transactions }: ExportedChain): CheckedJournal | null {
  if (journal === null) return null;
  let checked: CheckedJournal;
  try {
    checked = checkJournal(journal);
  } catch (error) {
    if (!(error instanceof ThreadedContractError)) throw error;
    return damagedExport("the export", `its journal cannot be used: ${error.shortMessage}`);
  }
  const [opened] = checked.records;
  const begun = checked.records.filter(({ kind }) => kind === "transactionBegun").length;
  const fits = opened?.kind === "opened" && opened.body.schedule === schedule;
  if (fits && opened.body.transactions + BigInt(begun) === transactions) return checked;
  return damagedExport("the export", "its journal is that of another chain");
}

/** Refuses an export whose journal ends with another state than its own. @throws TC6028 */
export function checkJournalEnd({ records }: CheckedJournal, state: ChainState): void {
  const last = records.at(-1);
  const block = records.findLast(({ kind }) => kind === "blockEntered" || kind === "opened");
  invariant(last !== undefined && "stateRoot" in last.body, "a journal ends with a state");
  invariant(block?.kind === "blockEntered" || block?.kind === "opened", "a journal begins in a block");
  const number = block.kind === "opened" ? block.body.blockNumber : block.body.number;
  const sameBlock = number === state.block.number && block.body.medianTime === state.block.medianTime;
  if (sameBlock && compareBytes(last.body.stateRoot, state.stateRoot()) === 0) return;
  damagedExport("the export", "its journal ends with another state");
}

function checkExported(exported: ExportedChain): void {
  const { contracts, modules, updates, slots, transactions } = exported;
  const refuse = (reason: string): never => damagedExport("the export", reason);
  if (transactions > BigInt(Number.MAX_SAFE_INTEGER)) refuse("its transactions cannot be counted");
  const addresses = new Set(contracts.map(({ address }) => Buffer.from(address).toString("hex")));
  if (addresses.size !== contracts.length) refuse("two contracts have the same address");
  for (const { module } of [...contracts, ...updates]) if (module >= modules.length) refuse("it lacks a module");
  updates.forEach(({ contract }, at) => {
    if (contract >= contracts.length) refuse("it updates a contract that it lacks");
    if (at > 0 && updates[at - 1]!.contract >= contract) refuse("its updates are not in order");
  });
  checkSlots(slots, contracts.length, refuse);
}

function checkSlots(slots: Uint8Array, contractCount: number, refuse: (reason: string) => never): void {
  if (slots.length % EXPORTED_SLOT_BYTES !== 0) refuse("its slots are not complete");
  const view = new DataView(slots.buffer, slots.byteOffset, slots.byteLength);
  const keyEnd = EXPORTED_SLOT_BYTES - CELL_BYTES;
  for (let at = 0; at < slots.length; at += EXPORTED_SLOT_BYTES) {
    const contract = view.getUint32(at);
    if (contract >= contractCount && contract !== KEYS_INDEX) refuse("it has a slot of a contract that it lacks");
    const key = slots.subarray(at, at + keyEnd);
    const before = slots.subarray(at - EXPORTED_SLOT_BYTES, at - CELL_BYTES);
    if (at > 0 && compareBytes(before, key) >= 0) refuse("its slots are not in order");
    if (slots.subarray(at + keyEnd, at + EXPORTED_SLOT_BYTES).every((byte) => byte === 0)) {
      refuse("it has a slot without a value");
    }
  }
}
