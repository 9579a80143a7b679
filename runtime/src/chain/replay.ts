import { createHash } from "node:crypto";
import { types as kinds } from "node:util";
import { ThreadedContractError } from "@threaded-contract/transform";
import { describeValue } from "../abi/mismatch";
import { enginePool } from "../engine/engine-pool";
import { invariant } from "../errors";
import { findSchedule } from "../gas/find-schedule";
import type { GasSchedule } from "../gas/schedule";
import { scheduleHash } from "../gas/schedule-hash";
import { contentDifference } from "../journal/compare";
import { checkJournal, malformed, readRecord, recordDetail, type CheckedJournal } from "../journal/read-journal";
import type { JournalRecord, OpenedBody, TransactionBegunBody } from "../journal/records";
import { KNOWN_KEY_BYTES } from "../opnet/keys";
import { compareBytes } from "../storage/words";
import type { AdmittedModule } from "../meter/admit";
import { addressText } from "./address";
import type { Receipt } from "./call-receipt";
import type { BlockState } from "./block";
import { ChainJournal } from "./chain-journal";
import { ChainState } from "./chain-state";
import { Executor } from "./executor";
import type { ExportedChain } from "./export-codec";
import { readExport, type ExportSource } from "./export-file";
import { invalidOption } from "./invalid-option";
import { readChainOptions, type CallOptions } from "./options";
import { restoreState } from "./restore-chain";
import type { Hexadecimal } from "./receipt-parts";

/** Modules by the SHA-256 of their bytes, as hexadecimal text with or without `0x`; `chain.modules()` makes one. */
export type ReplayModules = ReadonlyMap<string, Uint8Array> | Readonly<Record<string, Uint8Array>>;

/** Options of {@link replay}. */
export interface ReplayOptions extends Pick<CallOptions, "signal" | "watchdogMilliseconds"> {
  /** The chain's gas schedule, if it was not one of `gasSchedules`. */
  readonly schedule?: GasSchedule;
  /** The exported chain with which the journal was begun, unless it was begun with an empty one. */
  readonly state?: ExportSource;
}

/** A transaction that was replayed. */
export interface ReplayedTransaction {
  /** Number of the journal's record with which it begins. */
  readonly record: number;
  /** The canonical bytes of its receipt. */
  readonly receipt: Uint8Array;
}

/** What a replay has confirmed. */
export interface ReplayResult {
  /** Records of the journal, the closing one not counted. */
  readonly records: number;
  readonly transactions: readonly ReplayedTransaction[];
  /** Root of the state at the end. */
  readonly stateRoot: Hexadecimal;
}

/**
 * Executes everything in a journal again, with every thread run by its join on one worker, and compares each record byte
 * for byte: replay or die.
 *
 * @param journal bytes of `chain.journal()`
 * @param modules every module that the journal deploys
 * @throws TC6022, TC6023, TC6024, TC6025 when the journal is cut off, out of order, altered or no journal; TC6026 when a
 * module is missing or wrong; TC6027 for another state or schedule; TC6012 when the execution differs. Where a record is
 * to blame it is named, and is a detail of the error, `record: 17`
 * @example
 * ```ts
 * const { transactions } = await replay(await chain.journal(), await chain.modules());
 * ```
 */
export async function replay(
  journal: Uint8Array,
  modules: ReplayModules,
  options: ReplayOptions = {},
): Promise<ReplayResult> {
  if (!kinds.isUint8Array(journal)) {
    invalidOption("journal", `it has to be a Uint8Array, not ${describeValue(journal)}`);
  }
  const given = checkJournal(Uint8Array.from(journal));
  const start = options.state === undefined ? null : await readExport(options.state, "state");
  const run = new Replay(given, readModules(modules), options);
  try {
    await run.begin(start);
    return await run.all();
  } finally {
    run.close();
  }
}

/** One replay: a chain of its own that keeps a journal, which must become the given one. */
class Replay {
  private readonly state: ChainState;
  private readonly opened: OpenedBody;
  private journal: ChainJournal;
  private readonly executor: Executor;
  private readonly schedule: GasSchedule;
  private readonly done: ReplayedTransaction[] = [];
  /** Records that have been compared. */
  private compared = 0;

  constructor(
    private readonly given: CheckedJournal,
    private readonly modules: ReadonlyMap<string, Uint8Array>,
    private readonly options: ReplayOptions,
  ) {
    const [first] = given.records;
    invariant(first?.kind === "opened", "a checked journal is opened");
    this.opened = first.body;
    this.schedule = readSchedule(first.body, options.schedule);
    const { blockNumber: number, medianTime } = first.body;
    this.state = new ChainState(this.schedule, { number, medianTime });
    this.journal = ChainJournal.begin(this.state, this.schedule);
    const settings = readChainOptions({ workers: 0, replay: false, journal: true, schedule: this.schedule });
    this.executor = new Executor(this.state, settings, null, () => () => undefined);
    this.executor.journal = this.journal;
  }

  /** Makes the state that the journal begins with. @param exported null for an empty one */
  async begin(exported: ExportedChain | null): Promise<void> {
    const { opened, state } = this;
    if (exported !== null) {
      const admitted: AdmittedModule[] = [];
      for (const bytes of exported.modules) admitted.push(await this.executor.admit(bytes, this.options));
      restoreState(state, exported, admitted);
      this.journal = ChainJournal.begin(state, this.schedule);
      this.executor.journal = this.journal;
    }
    const sameBlock = exported === null || sameNumbers(exported.block, state.block);
    const sameCount = BigInt(state.transactions) === opened.transactions && state.contracts.length === opened.contracts;
    if (sameBlock && sameCount && compareBytes(state.stateRoot(), opened.stateRoot) === 0) return;
    const passed = exported === null ? "none was passed" : "another one was passed";
    const reason = `it begins with an exported state, and ${passed}`;
    throw new ThreadedContractError("TC6027", { reason }, { details: [recordDetail(0)] });
  }

  async all(): Promise<ReplayResult> {
    const { records } = this.given;
    this.compare(1);
    while (this.compared < records.length) {
      const record = records[this.compared]!;
      await this.repeat(record);
      this.compare(this.journal.writer.position.records);
    }
    return { records: records.length, transactions: this.done, stateRoot: addressText(this.state.stateRoot()) };
  }

  /** Lets the engines forget the chain. */
  close(): void {
    enginePool.forget(this.state.chain);
  }

  /** Does again what a record says was done. */
  private async repeat(record: JournalRecord): Promise<void> {
    if (record.kind === "blockEntered") {
      const { number, medianTime } = record.body;
      this.state.enterBlock({ number, medianTime });
      this.journal.appendBlock(this.state);
    } else if (record.kind === "keyRegistered") {
      const { account, publicKey } = record.body;
      if (publicKey.length !== KNOWN_KEY_BYTES) malformed(record.sequence, `a key has ${KNOWN_KEY_BYTES} bytes`);
      this.state.writeKey(account, publicKey);
      this.journal.appendKey(this.state, account, publicKey);
    } else {
      invariant(record.kind === "transactionBegun", "transactions are compared as a whole");
      const receipt = await this.transact(record.sequence, record.body);
      this.done.push({ record: record.sequence, receipt: receipt.bytes });
    }
  }

  private async transact(sequence: number, begun: TransactionBegunBody): Promise<Receipt> {
    const { request, address, deployer } = begun;
    const { contracts } = this.state;
    if (request.kind !== "deploy") {
      if (contracts[request.contract] === undefined) malformed(sequence, `there is no contract ${request.contract}`);
      if (request.kind === "update") {
        return this.executor.update(await this.admit(sequence, begun.moduleHash), request, this.options);
      }
      return this.executor.execute(request, null, this.options);
    }
    if (request.contract !== contracts.length) malformed(sequence, `the next contract is ${contracts.length}`);
    if (this.state.findContract(address) !== undefined) malformed(sequence, "another contract has the address");
    const module = await this.admit(sequence, begun.moduleHash);
    return this.executor.deploy({ index: request.contract, address, deployer, module }, request, this.options);
  }

  private async admit(sequence: number, moduleHash: Uint8Array): Promise<AdmittedModule> {
    const hash = Buffer.from(moduleHash).toString("hex");
    const bytes = this.modules.get(hash);
    const refuse = (reason: string): never => {
      throw new ThreadedContractError("TC6026", { hash, reason }, { details: [recordDetail(sequence)] });
    };
    if (bytes === undefined) return refuse("it was not passed");
    const found = createHash("sha256").update(bytes).digest("hex");
    if (found !== hash) return refuse(`the bytes passed for it have the hash ${found}`);
    return this.executor.admit(bytes, this.options);
  }

  /** Compares the records up to `end` with what was written again. */
  private compare(end: number): void {
    for (; this.compared < end; this.compared++) {
      const sequence = this.compared;
      const given = this.given.frames[sequence];
      const again = this.journal.writer.frameAt(sequence);
      invariant(again !== undefined, "a record was written again before it is compared");
      if (given !== undefined && compareBytes(given, again) === 0) continue;
      differs(sequence, difference(this.given.records[sequence], readRecord(again, sequence)));
    }
    const next = this.given.records[this.compared];
    // The replay's transaction is over, so that of the journal has steps that did not happen again.
    if (next !== undefined && this.compared > 1 && !startsAnew(next)) {
      differs(this.compared, `${next.kind} was not repeated`);
    }
  }
}

function startsAnew({ kind }: JournalRecord): boolean {
  return kind === "transactionBegun" || kind === "blockEntered" || kind === "keyRegistered";
}

function difference(given: JournalRecord | undefined, again: JournalRecord): string {
  if (given === undefined) return `${again.kind} is not in the journal`;
  return contentDifference(given, again) ?? `${again.kind}: its frame`;
}

function differs(sequence: number, what: string): never {
  const words = `record ${sequence}, ${what}`;
  throw new ThreadedContractError("TC6012", { difference: words }, { details: [recordDetail(sequence)] });
}

/** The schedule of a journal: the one passed, or the one of its name. */
function readSchedule(opened: OpenedBody, passed: GasSchedule | undefined): GasSchedule {
  const schedule = passed ?? findSchedule(opened.schedule);
  const refuse = (reason: string): never => {
    throw new ThreadedContractError("TC6027", { reason }, { details: [recordDetail(0)] });
  };
  if (schedule === undefined) return refuse(`its gas schedule "${opened.schedule}" is not known`);
  if (schedule.id === opened.schedule && compareBytes(scheduleHash(schedule), opened.scheduleHash) === 0) {
    return schedule;
  }
  return refuse(`its gas schedule "${opened.schedule}" has other prices than "${schedule.id}" here`);
}

function sameNumbers(left: BlockState, right: BlockState): boolean {
  return left.number === right.number && left.medianTime === right.medianTime;
}

function readModules(modules: ReplayModules): ReadonlyMap<string, Uint8Array> {
  const given: unknown = modules;
  if (typeof given !== "object" || given === null) {
    return invalidOption("modules", `they have to be a Map or an object, not ${describeValue(given)}`);
  }
  const entries = kinds.isMap(given) ? [...given] : Object.entries(given);
  const read = new Map<string, Uint8Array>();
  for (const [hash, bytes] of entries as [unknown, unknown][]) {
    if (typeof hash !== "string" || !/^(0x)?[0-9a-f]{64}$/i.test(hash)) {
      return invalidOption("modules", `${describeValue(hash)} is not the hexadecimal text of a SHA-256`);
    }
    if (!kinds.isUint8Array(bytes)) return invalidOption("modules", `the module ${hash} has to be a Uint8Array`);
    read.set(hash.replace(/^0x/i, "").toLowerCase(), Uint8Array.from(bytes));
  }
  return read;
}
