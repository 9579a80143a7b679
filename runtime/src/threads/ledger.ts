import type { ManifestThread } from "@threaded-contract/transform";
import { invariant } from "../errors";
import type { Frame } from "../frame/frame";
import type { Settlement } from "../gas/thread-charges";
import { UNJOINED_THREADS_MAXIMUM } from "../limits";
import type { ContractRecord, World } from "../world";
import type { Region, ThreadOutcome } from "./backend";
import type { DeployedContract } from "./deployed";
import type { Generation } from "./generation";
import { HandleMint } from "./handle";
import { Journal } from "./journal";

/** A thread is live from its spawn until its join, or until its frame ends without it. */
export type ThreadState = "live" | "joined" | "cancelled";

/** What the transaction knows of one thread. */
export interface ThreadRow {
  readonly ticket: number;
  readonly handle: bigint;
  /** The frame that spawned it, the only one that may join it. */
  readonly frame: Frame;
  readonly contract: ContractRecord;
  readonly generation: Generation;
  readonly thread: ManifestThread;
  readonly environment: number;
  readonly budget: bigint;
  readonly fee: bigint;
  /** Reserved keys, 32 bytes each, in the order given. */
  readonly reservation: Uint8Array;
  readonly regions: readonly Region[];
  /** The regions' bytes at the spawn, one after the other (TC4009). */
  readonly lent: Uint8Array;
  /** Pages set aside for it until the join. */
  readonly pages: number;
  /** Contracts that the transaction had deployed at the spawn; what its outcome names may be undone later. */
  readonly deployed: readonly DeployedContract[];
  state: ThreadState;
  outcome: ThreadOutcome | null;
  settlement: Settlement | null;
  /** Number of the last write of its commit, 0 if it never committed. */
  committedAt: number;
  /** Tickets taken before its join; a thread with a later one could see its commit. */
  ticketsAtJoin: number;
  /** Whether a frame that it belonged to failed, so that what it committed was taken back. */
  undone: boolean;
}

/** A contract by its index as a thread knew it; its deployment may have been taken back since. */
export function contractSeen(row: ThreadRow, world: World, index: number): ContractRecord {
  const deployed = row.deployed.find(({ contract }) => contract.index === index)?.contract;
  const contract = deployed ?? world.contractAt(index);
  invariant(contract !== undefined, "a thread reads slots of contracts that it knows");
  return contract;
}

/** Every thread of a transaction, by ticket in program order (H-9). */
export class ThreadLedger {
  readonly rows: ThreadRow[] = [];
  readonly journal: Journal;
  readonly mint: HandleMint;
  private liveCount = 0;
  private livePages = 0;
  private generationCount = 0;
  private reservedCount = 0;

  /** @param transactionId 32 bytes */
  constructor(transactionId: Uint8Array) {
    this.mint = new HandleMint(transactionId);
    this.journal = new Journal(transactionId);
  }

  /** Unjoined handles of the transaction; what limits and discounts count (G-4, H-10). */
  get unjoined(): number {
    return this.liveCount;
  }

  /** Pages set aside for unjoined threads. */
  get pages(): number {
    return this.livePages;
  }

  /** Slots reserved so far in the transaction, released ones included (S-14). */
  get reservedSlots(): number {
    return this.reservedCount;
  }

  get nextTicket(): number {
    return this.rows.length + 1;
  }

  /** A number for a new generation. */
  nextGeneration(): number {
    invariant(this.generationCount <= this.rows.length, "a generation begins with a thread");
    return ++this.generationCount;
  }

  add(row: ThreadRow, slotCount: number): void {
    invariant(row.ticket === this.nextTicket, "tickets are taken in program order");
    invariant(this.liveCount < UNJOINED_THREADS_MAXIMUM, "the number of unjoined threads is limited");
    this.rows.push(row);
    this.liveCount++;
    this.livePages += row.pages;
    this.reservedCount += slotCount;
    row.generation.add();
    this.journal.note(row);
  }

  /** Ends a live thread's row. */
  settle(row: ThreadRow, state: "joined" | "cancelled"): void {
    invariant(row.state === "live", "a thread is joined or cancelled once");
    row.state = state;
    row.ticketsAtJoin = this.rows.length;
    this.liveCount--;
    this.livePages -= row.pages;
    row.generation.remove();
    this.journal.note(row);
    invariant(this.liveCount >= 0 && this.livePages >= 0, "live threads are counted");
  }

  /** What threads after the first `count` committed was taken back, with the frames that spawned them. */
  undo(count: number): void {
    invariant(count <= this.rows.length, "a frame takes back its own threads");
    for (let i = count; i < this.rows.length; i++) {
      invariant(this.rows[i]!.state !== "live", "no thread outlives its frame");
      this.rows[i]!.undone = true;
    }
  }

  /** The live threads of a frame, in ticket order. */
  liveOf(frame: Frame): ThreadRow[] {
    return this.rows.filter((row) => row.state === "live" && row.frame === frame);
  }

  /** A thread's ticket and where it was spawned, for texts that say "thread" themselves. */
  name(ticket: number): string {
    const row = this.rows[ticket - 1];
    return row === undefined ? `${ticket}` : `${ticket} ${placeOf(row.thread)}`.trimEnd();
  }

  /** Words for who runs with a ticket. */
  describe(ticket: number): string {
    return ticket === 0 ? "the main execution" : `thread ${this.name(ticket)}`;
  }
}

/** `(function, file:line:column)` of a thread, or nothing if the manifest does not say. */
export function placeOf(thread: ManifestThread): string {
  if (thread.file === "") return "";
  const position = `${thread.file}:${thread.line}:${thread.column}`;
  return thread.function === "" ? `(${position})` : `(${thread.function}, ${position})`;
}
