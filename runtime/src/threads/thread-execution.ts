import { invariant } from "../errors";
import type { TransactionContext } from "../frame/context";
import { Execution, type Mark } from "../frame/execution";
import type { Frame } from "../frame/frame";
import type { Ending } from "../frame/signals";
import { KeyTable } from "../storage/key-table";
import { OVERLAY_PAYLOAD_WORDS } from "../storage/overlay";
import { Warmth } from "../storage/warmth";
import { CELL_WORDS, cellBytes, hexadecimal, noBytes } from "../storage/words";
import type { World } from "../world";
import { Status, type ThreadJob } from "./backend";
import { forEachReserved } from "./reserved";
import { collectRegions } from "./spawn";
import { StaleSlots } from "./stale";

/** Most threads are spawned before anything is written, and are given tables that nobody changes. */
const nothingWritten = KeyTable.view(noBytes, OVERLAY_PAYLOAD_WORDS);
const nothingStale = new StaleSlots(noBytes);

const noMark: Mark = { writes: 0, events: 0, codeChanges: 0, threads: 0 };

/**
 * The flow of control of one thread: reads a frozen past, keeps its writes to itself.
 * It knows the job and the world and nothing else, so it computes the same wherever and whenever it runs.
 */
export class ThreadExecution extends Execution {
  readonly warmth: Warmth | null;
  /** Slots read from the snapshot, with their values: what a thread reads again is found in one place. */
  readonly reads = new KeyTable(CELL_WORDS);
  /** Reserved slots written, with their values. */
  readonly writes = new KeyTable(CELL_WORDS);
  /** The regions' bytes once the thread has succeeded. */
  regions: Uint8Array = noBytes;
  private readonly snapshot: KeyTable;
  private readonly stale: StaleSlots;
  private readonly reserved: KeyTable;

  constructor(
    world: World,
    readonly job: ThreadJob,
    exact: boolean,
  ) {
    super(world, job.ticket, job.entry, exact);
    invariant(job.ticket > 0, "a thread has a ticket");
    this.calls = job.counters.calls;
    this.warmth = Warmth.create(world.schedule.storagePolicy, job.counters.warm);
    this.snapshot = job.snapshot.length === 0 ? nothingWritten : KeyTable.view(job.snapshot, OVERLAY_PAYLOAD_WORDS);
    this.stale = job.stale.length === 0 ? nothingStale : new StaleSlots(job.stale);
    this.reserved = new KeyTable(0, job.reservation.length / 32);
    forEachReserved(job.contract, job.reservation, (key) => this.reserved.add(key));
    invariant(this.reserved.count === job.reservation.length / 32, "a reservation lists a slot once");
  }

  get transaction(): TransactionContext {
    return this.job.context.transaction;
  }

  get pageLimit(): number {
    return this.job.pageLimit;
  }

  /**
   * Own pending writes first, also below a read-only call (S-9, X-4), then the snapshot. A stale slot ends the whole
   * thread: were it only a failed call, a thread could tell this snapshot from a fresh one (S-3).
   */
  read(frame: Frame, key: Uint32Array, value: Uint32Array): boolean {
    const own = this.writes.find(key);
    if (own >= 0) return copyValue(this.writes, own, value);
    const seen = this.reads.find(key);
    if (seen >= 0) return copyValue(this.reads, seen, value);
    const detail = this.stale.detail(key);
    if (detail !== null) {
      this.tracer?.blame(this.stale.writer(key)!);
      frame.trapThrough("TC4005", { slot: hexadecimal(cellBytes(key, 1)) }, detail);
    }
    const present = this.past(key, value);
    this.reads.set(this.reads.add(key), value);
    return present;
  }

  write(frame: Frame, key: Uint32Array, value: Uint32Array): void {
    invariant(frame.role === "thread" && key[0] === this.job.contract, "only the thread's own body may write");
    if (this.reserved.find(key) < 0) frame.trap("TC4001", { slot: hexadecimal(cellBytes(key, 1)) });
    this.writes.set(this.writes.entry(key), value);
    invariant(this.writes.count <= this.reserved.count, "a thread writes no more slots than it reserved");
  }

  exists(key: Uint32Array): boolean {
    if (this.writes.find(key) >= 0 || this.snapshot.find(key) >= 0) return true;
    return this.world.state.read(key, new Uint32Array(CELL_WORDS));
  }

  emit(frame: Frame): void {
    frame.trap("TC3001", {});
  }

  /** Frames below a thread change nothing, so there is nothing to take back. */
  mark(): Mark {
    return noMark;
  }

  revert(): void {}

  close(frame: Frame, ending: Ending): Ending {
    invariant(frame.generation === null, "nothing is spawned in a thread");
    if (frame.role === "thread" && ending.status === Status.success) {
      this.regions = collectRegions(frame.guest.bytes, this.job.regions);
      invariant(frame.execution === this, "a thread closes its own frames");
    }
    return ending;
  }

  private past(key: Uint32Array, value: Uint32Array): boolean {
    const entry = this.snapshot.count === 0 ? -1 : this.snapshot.find(key);
    return entry < 0 ? this.world.state.read(key, value) : copyValue(this.snapshot, entry, value);
  }
}

function copyValue(table: KeyTable, entry: number, value: Uint32Array): boolean {
  const at = table.payload(entry);
  const { words } = table;
  let any = 0;
  for (let i = 0; i < CELL_WORDS; i++) any |= value[i] = words[at + i]!;
  return any !== 0;
}
