import type { CallContext } from "../frame/context";

/** How a thread, a frame or a transaction ended; the numbers are those of `thread_join` and of the receipt. */
export const Status = { success: 0, outOfGas: 1, reverted: 2, trapped: 3 } as const;
export type Status = (typeof Status)[keyof typeof Status];

/** Where a trap happened, as an offset into the shipped bytes; `NO_OFFSET` when no instruction is to blame. */
export const NO_OFFSET = 0xffff_ffff;

/** Bytes of the parent's memory lent to a thread (M-3). */
export interface Region {
  readonly pointer: number;
  readonly length: number;
}

/** Per-transaction counters a thread starts from: a copy taken at the spawn (N5). */
export interface ThreadCounters {
  /** Nested calls made so far in the transaction. */
  readonly calls: number;
  /** Depth of the spawning frame, the first frame being 1. */
  readonly depth: number;
  /** Flat table (`storage/delta.ts`) of slots and accounts already paid for as warm; empty if the schedule has no such price. */
  readonly warm: Uint8Array;
}

/**
 * Everything a thread depends on. `runThread(job, world)` is a pure function of it, so it may run at the spawn,
 * at the join, anywhere between, more than once, and in any process.
 *
 * The byte arrays may be views of the spawning frame's live memory: they are valid only until `ThreadBackend.start`
 * returns. A back end that runs the job later copies it (`copyJob`, `encodeJob`). `snapshot` is the same object for
 * all jobs of one generation, so it need be copied once.
 */
export interface ThreadJob {
  /** Program order number in the transaction, from 1. */
  readonly ticket: number;
  /** Index of the contract that spawned. */
  readonly contract: number;
  /** Index of a contract on the chain with the module that the thread runs; its own unless the transaction put it there. */
  readonly code: number;
  /** Contracts that the transaction had deployed at the spawn (`threads/deployed.ts`); empty in nearly all jobs. */
  readonly deployed: Uint8Array;
  /** Table index of the thread's entry, as listed in the manifest. */
  readonly entry: number;
  /** Argument of the entry: address of the captured environment in the image. */
  readonly environment: number;
  /** Gas the thread may use, exactly. */
  readonly gas: bigint;
  /** Pages the thread and the frames it calls may have together, image included. */
  readonly pageLimit: number;
  /** Logical stack bytes left to the thread. */
  readonly stackBytes: number;
  /** Pages of the parent's memory. */
  readonly pages: number;
  /** The parent's memory from address 0; what it does not reach is zero. */
  readonly image: Uint8Array;
  /** Raw bits of the parent's mutable globals, two words each, the low one first, in the order of `AdmittedModule.mutableGlobals`. */
  readonly globals: Uint32Array;
  /** Number of the generation in the transaction, from 1. */
  readonly generation: number;
  /** Flat table of the slots that differ from committed state at the generation's start. */
  readonly snapshot: Uint8Array;
  /** Flat table of the slots written between the generation's start and this spawn (S-3); touching one traps. */
  readonly stale: Uint8Array;
  /** Reserved keys, 32 bytes each, in the order given; empty for a read-only thread. */
  readonly reservation: Uint8Array;
  readonly regions: readonly Region[];
  readonly counters: ThreadCounters;
  /** Block, transaction and frame context: the same as the parent frame's. */
  readonly context: CallContext;
}

/** Everything that comes out of a thread. Nothing in it depends on time, on workers or on the engine. */
export interface ThreadOutcome {
  readonly ticket: number;
  readonly status: Status;
  /** Number of the TC code; 0 on success. */
  readonly code: number;
  /** Function index and offset in the shipped bytes where a trap happened, or `NO_OFFSET`. */
  readonly functionIndex: number;
  readonly offset: number;
  /** Never more than the job's gas (G-14). */
  readonly gasUsed: bigint;
  /** Result bytes on success, revert data (capped) otherwise. */
  readonly data: Uint8Array;
  /** What went wrong, in words made by the contract or by us, never by the engine; empty on success. */
  readonly message: string;
  /** 32-byte key and 32-byte value of each written slot, sorted by key; empty on failure. */
  readonly writes: Uint8Array;
  /** Contract index (u32, little endian) and 32-byte key of each slot read from the snapshot, sorted. */
  readonly reads: Uint8Array;
  /** The regions' bytes at the end, one after the other; empty on failure. */
  readonly regions: Uint8Array;
  /** Nested calls the thread made. */
  readonly calls: number;
  /** Slots and accounts the thread touched beyond its counters, in the form of `reads`. */
  readonly warm: Uint8Array;
}

/**
 * Runs jobs. All back ends are interchangeable: they give the same outcome for the same job, and pass
 * `runtime/test/core/backend-suite.ts`.
 *
 * Calls come from the frame worker, in program order: `start` once a ticket, then exactly one of `finish` or `cancel`,
 * then one `end` a transaction, with no ticket left.
 */
export interface ThreadBackend {
  readonly name: string;
  /** Takes the job. Must not fail for lack of room: a job that cannot be handed over is run by `finish`. */
  start(job: ThreadJob): void;
  /**
   * Blocks until the thread has ended.
   *
   * @param meanwhile does something short that has to be done some time, and returns false if there is nothing to do; for a back end
   * that would only wait
   */
  finish(ticket: number, meanwhile?: () => boolean): ThreadOutcome;
  /** The thread will never be observed: stop it or forget it. */
  cancel(ticket: number): void;
  /** The transaction is over. */
  end(): void;
}
