import { invariant } from "../errors";
import { EVENTS_PER_TRANSACTION_BYTES_MAXIMUM, MEMORY_PAGES_MAXIMUM } from "../limits";
import { Overlay } from "../storage/overlay";
import { Reservations } from "../storage/reservations";
import { Warmth } from "../storage/warmth";
import { cellBytes, hexadecimal } from "../storage/words";
import { Status, type ThreadBackend } from "../threads/backend";
import { ThreadLedger } from "../threads/ledger";
import { cancelThreads } from "../threads/cancel";
import type { ContractRecord, World } from "../world";
import type { TransactionContext } from "./context";
import { stickFailure } from "../opnet/sticky-failure";
import { Execution, type Mark } from "./execution";
import { describe, trapped, type Frame } from "./frame";
import { ReceiptThreads } from "./receipt-threads";
import { TransactionWorld } from "./transaction-world";
import type { Ending } from "./signals";
import { WriteSites } from "./write-sites";

/** An event that has not been reverted so far. */
export interface PendingEvent {
  readonly contract: ContractRecord;
  readonly name: string;
  readonly data: Uint8Array;
}

/** Thread 0: the execution that owns the transaction's writes, events and threads. */
export class MainExecution extends Execution {
  declare readonly world: TransactionWorld;
  readonly overlay: Overlay;
  readonly reservations = new Reservations();
  readonly ledger: ThreadLedger;
  readonly warmth: Warmth | null;
  readonly events: PendingEvent[] = [];
  readonly receiptThreads: ReceiptThreads;
  /** Does a part of what is to be done before the transaction ends, if there is any. */
  readonly meanwhile = (): boolean => this.receiptThreads.writeNext();
  private readonly sites: WriteSites;

  constructor(
    world: World,
    readonly transaction: TransactionContext,
    readonly backend: ThreadBackend,
    exact: boolean,
  ) {
    super(new TransactionWorld(world), 0, 0, exact);
    this.overlay = new Overlay(world.state);
    this.ledger = new ThreadLedger(transaction.transactionId);
    this.receiptThreads = new ReceiptThreads(this.ledger.rows, this.world);
    this.warmth = Warmth.create(world.schedule.storagePolicy);
    this.sites = new WriteSites(this.tracer !== undefined);
  }

  get pageLimit(): number {
    return MEMORY_PAGES_MAXIMUM - this.ledger.pages;
  }

  read(_frame: Frame, key: Uint32Array, value: Uint32Array): boolean {
    return this.overlay.read(key, value);
  }

  /** Any frame's write to a slot that a live thread holds would be lost at the join (S-5, X-3). */
  write(frame: Frame, key: Uint32Array, value: Uint32Array): void {
    const owner = this.reservations.owner(key);
    if (owner !== 0) {
      const slot = hexadecimal(cellBytes(key, 1));
      const site = this.sites.number(frame, this.ledger.rows.length);
      frame.trap("TC4004", { slot, owner: this.ledger.name(owner) }, `It was written by ${this.describeWriter(site)}.`);
    }
    invariant(key[0] === frame.contract.index, "a frame writes its own contract's slots");
    const site = this.sites.number(frame, this.ledger.rows.length);
    this.tracer?.wrote(frame, site);
    this.overlay.write(key, value, site);
    invariant(this.overlay.sequence > 0, "a write is numbered");
  }

  /** Words for who wrote a slot: a thread by its ticket, or a place of this execution (S-3, S-5). */
  describeWriter(writer: number): string {
    return this.sites.describe(writer, (ticket) => this.ledger.name(ticket)) ?? this.ledger.describe(writer);
  }

  exists(key: Uint32Array): boolean {
    return this.overlay.wrote(key) || this.world.state.read(key, scratch);
  }

  emit(frame: Frame, name: string, data: Uint8Array): void {
    const bytes = this.events.reduce((sum, event) => sum + event.data.length, data.length);
    if (bytes > EVENTS_PER_TRANSACTION_BYTES_MAXIMUM) {
      const limit = EVENTS_PER_TRANSACTION_BYTES_MAXIMUM;
      frame.trap("TC5018", { reason: `the events of the transaction have ${bytes} bytes, more than ${limit}` });
    }
    invariant(frame.execution === this && !frame.context.readOnly, "only frames of main that may change things emit");
    this.events.push({ contract: frame.contract, name, data });
    invariant(bytes >= data.length, "the bytes of events are counted together");
  }

  mark(): Mark {
    return {
      writes: this.overlay.mark(),
      events: this.events.length,
      codeChanges: this.world.codeChanges.length,
      threads: this.ledger.rows.length,
    };
  }

  revert(mark: Mark): void {
    invariant(mark.events <= this.events.length, "a frame takes back its own events");
    invariant(mark.threads <= this.ledger.rows.length, "threads are counted up");
    this.overlay.revert(mark.writes);
    this.ledger.undo(mark.threads);
    this.events.length = mark.events;
    this.world.revert(mark.codeChanges);
  }

  /** Nothing outlives the frame: unjoined threads are cancelled, and a frame that left some has failed (F-5, F-6). */
  close(frame: Frame, ending: Ending): Ending {
    const count = cancelThreads(this, frame);
    invariant(frame.generation === null || !frame.generation.live, "a frame that ended has no live thread");
    if (count === 0 || ending.status !== Status.success) return stickFailure(frame, ending);
    return { ...trapped("TC5009", describe("TC5009", { count })), status: Status.reverted };
  }
}

const scratch = new Uint32Array(8);

/** The main execution of a frame that is in no thread. */
export function mainOf(frame: Frame): MainExecution {
  invariant(frame.execution instanceof MainExecution, "threads are spawned and joined by the main execution");
  return frame.execution;
}
