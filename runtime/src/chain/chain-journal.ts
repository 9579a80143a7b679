import { createHash } from "node:crypto";
import { ThreadedContractError } from "@threaded-contract/transform";
import { invariant } from "../errors";
import type { TransactionRequest } from "../frame/transaction";
import { scheduleHash } from "../gas/schedule-hash";
import type { GasSchedule } from "../gas/schedule";
import { JournalWriter, type JournalPosition } from "../journal/framing";
import { splitSteps } from "../journal/step-bytes";
import { EXPORT_BYTES_MAXIMUM, JOURNAL_RECORD_BYTES_MAXIMUM } from "../limits";
import type { Receipt } from "../receipt";
import { sha256 } from "../storage/sha256";
import type { ContractRecord } from "../world";
import type { ChainState } from "./chain-state";
import { invalidOption } from "./invalid-option";

/** What a transaction did, as its journal tells it. */
export interface JournaledTransaction {
  readonly request: TransactionRequest;
  readonly contract: ContractRecord;
  /** Number of the transaction, and the root of the state it began with. */
  readonly number: number;
  readonly rootBefore: Uint8Array;
  readonly rootAfter: Uint8Array;
  /** Encoded steps, as the frame worker sent them. */
  readonly steps: Uint8Array;
  readonly receipt: Receipt;
  /** The receipt's canonical bytes. */
  readonly receiptBytes: Uint8Array;
}

/** The journal of a chain: everything that happened to it since the journal was begun, in order. */
export class ChainJournal {
  /** Shipped bytes of every module that the journal names, by the hexadecimal text of their SHA-256. */
  readonly modules = new Map<string, Uint8Array>();
  private readonly marks = new Map<number, JournalPosition>();

  private constructor(
    private readonly schedule: GasSchedule,
    readonly writer: JournalWriter,
  ) {}

  /** A journal that begins with what the chain is now. */
  static begin(state: ChainState, schedule: GasSchedule): ChainJournal {
    const journal = new ChainJournal(schedule, new JournalWriter());
    journal.writer.append({
      kind: "opened",
      body: {
        schedule: schedule.id,
        scheduleHash: scheduleHash(schedule),
        stateRoot: state.stateRoot(),
        contracts: state.contracts.length,
        transactions: BigInt(state.transactions),
        blockNumber: state.block.number,
        medianTime: state.block.medianTime,
      },
    });
    return journal;
  }

  /** A journal that is gone on with. @param frames of a journal that was checked */
  static resume(schedule: GasSchedule, frames: readonly Uint8Array[], modules: readonly Uint8Array[]): ChainJournal {
    const journal = new ChainJournal(schedule, new JournalWriter());
    journal.writer.appendFrames(frames);
    for (const bytes of modules) journal.modules.set(createHash("sha256").update(bytes).digest("hex"), bytes);
    return journal;
  }

  /** Refuses a transaction whose input no record holds, before anything is done. @throws TC6014 */
  checkRequest({ context }: TransactionRequest): void {
    const { inputs, outputs } = context;
    const bytes = (inputs?.length ?? 0) + (outputs?.length ?? 0);
    // What else a request has is limited, and far less.
    const limit = JOURNAL_RECORD_BYTES_MAXIMUM / 2;
    if (bytes <= limit) return;
    invalidOption("inputs", `they and the outputs have ${bytes} bytes, and a journal takes ${limit}`);
  }

  /** Appends a transaction with its steps. */
  appendTransaction(done: JournaledTransaction): void {
    const { request, contract, receipt } = done;
    const { module, address, deployer } = contract;
    this.modules.set(module.hash, module.bytes);
    this.writer.append({
      kind: "transactionBegun",
      body: {
        number: BigInt(done.number),
        schedule: this.schedule.id,
        stateRoot: done.rootBefore,
        address,
        deployer,
        moduleHash: new Uint8Array(Buffer.from(module.hash, "hex")),
        request,
      },
    });
    for (const { kind, body } of splitSteps(done.steps)) this.writer.appendBody(kind, body);
    const { status, code, gasUsed } = receipt;
    const receiptHash = sha256(done.receiptBytes);
    this.writer.append({
      kind: "transactionEnded",
      body: { status, code, gasUsed, receiptHash, stateRoot: done.rootAfter },
    });
  }

  /** Appends that the chain has moved to the block it is in now. */
  appendBlock(state: ChainState): void {
    const { number, medianTime } = state.block;
    this.writer.append({ kind: "blockEntered", body: { number, medianTime, stateRoot: state.stateRoot() } });
  }

  /** Appends that a key has been made known. */
  appendKey(state: ChainState, account: Uint8Array, publicKey: Uint8Array): void {
    this.writer.append({ kind: "keyRegistered", body: { account, publicKey, stateRoot: state.stateRoot() } });
  }

  /** Remembers where it stands at a mark of the chain's state. */
  mark(id: number): void {
    invariant(!this.marks.has(id), "a mark has its own number");
    this.marks.set(id, this.writer.position);
  }

  /** Goes back with the chain's state to a mark, and closes it with all later ones. */
  revert(id: number): void {
    const position = this.marks.get(id);
    invariant(position !== undefined, "a journal has the marks of its chain");
    this.writer.revert(position);
    // eslint-disable-next-line threaded-contract/determinism -- marks are dropped in any order
    for (const later of [...this.marks.keys()].filter((mark) => mark >= id)) this.marks.delete(later);
  }

  /** The whole journal. @throws TC6030 when it is larger than can be read again */
  bytes(): Uint8Array {
    const { byteCount: bytes } = this.writer;
    if (bytes > EXPORT_BYTES_MAXIMUM) throw new ThreadedContractError("TC6030", { bytes, limit: EXPORT_BYTES_MAXIMUM });
    return this.writer.finish();
  }
}
