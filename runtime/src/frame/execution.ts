import { invariant } from "../errors";
import { KEY_WORDS } from "../storage/hash";
import type { Warmth } from "../storage/warmth";
import { CELL_WORDS } from "../storage/words";
import type { World } from "../world";
import type { TransactionContext } from "./context";
import type { Frame } from "./frame";
import type { Ending } from "./signals";
import type { Tracer } from "./tracer";

/** Where state, events and deployments stood when a frame began. */
export interface Mark {
  readonly writes: number;
  readonly events: number;
  readonly codeChanges: number;
  /** Threads spawned so far. */
  readonly threads: number;
}

const scratch = { key: new Uint32Array(KEY_WORDS), value: new Uint32Array(CELL_WORDS) } as const;

/**
 * What all frames of one flow of control share: the main execution of a transaction, or one thread.
 * Host functions ask it for storage, so a contract cannot tell on which of the two it runs except by `thread_context`.
 */
export abstract class Execution {
  /** Nested calls so far, those before a thread's spawn included. */
  calls = 0;
  /** An ending that no caller below may treat as a failed call: it ends every frame of this flow of control. */
  fatal: Ending | null = null;
  /** Pages of the frames that wait for a nested call to end. */
  waitingPages = 0;
  /** Words for the slot a host function works on; no frame runs while one does, so every execution has the same. */
  readonly scratch = scratch;
  /** Who notes where frames fail; nobody in a run whose receipt counts. */
  readonly tracer: Tracer | undefined;
  abstract readonly warmth: Warmth | null;
  abstract readonly transaction: TransactionContext;

  constructor(
    readonly world: World,
    /** Ticket of the thread; 0 for the main execution. */
    readonly ticket: number,
    /** Table index of the thread's entry; 0 for the main execution. */
    readonly entry: number,
    /** Whether all its frames run with the unmerged meter, since one of them gave up with the merged one. */
    readonly exact: boolean,
  ) {
    this.tracer = world.tracer;
    invariant(exact || this.tracer === undefined, "what is traced runs with the unmerged meter");
  }

  /** Pages that the running frame, and those that wait for it, may have together. */
  abstract get pageLimit(): number;

  /** Pages the running frame may have. */
  get pagesFree(): number {
    const free = this.pageLimit - this.waitingPages;
    invariant(this.waitingPages >= 0, "waiting frames have pages");
    invariant(free >= 0, "frames stay within their pages");
    return free;
  }

  abstract read(frame: Frame, key: Uint32Array, value: Uint32Array): boolean;
  abstract write(frame: Frame, key: Uint32Array, value: Uint32Array): void;
  /** Whether a slot has a value, or the transaction wrote it; for prices that ask, not a read of the contract. */
  abstract exists(key: Uint32Array): boolean;
  abstract emit(frame: Frame, name: string, data: Uint8Array): void;
  abstract mark(): Mark;
  abstract revert(mark: Mark): void;
  /** Called once a frame has ended, before its memory goes: deals with unjoined threads. */
  abstract close(frame: Frame, ending: Ending): Ending;
}
