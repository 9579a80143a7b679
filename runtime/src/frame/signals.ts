import type { Status } from "../threads/backend";

/**
 * What host functions throw to leave WebAssembly. Preallocated and not an Error: no stack is captured, and what it
 * means is in the frame (`Frame.ending`), so nothing engine-made can reach a receipt.
 */
export const LEAVE: unique symbol = Symbol("leave the frame");

/**
 * What a frame throws when its merged meter gave up: the thread or transaction that it belongs to is run again from its
 * start with the unmerged meter, and nothing of this run stays.
 */
export const REPEAT: unique symbol = Symbol("repeat with the unmerged meter");

/** The exit status of a frame that failed in any other way than by a status of its own. */
export const TRAP_EXIT_STATUS = 1;

/** How a frame was ended from inside a host function, or by itself. */
export interface Ending {
  readonly status: Status;
  /** TC number, 0 on success. */
  readonly code: number;
  /** Words of the contract or of the catalogue; empty on success. */
  readonly message: string;
  /** Return data or revert data. */
  readonly data: Uint8Array;
  /** Ticket of the thread whose failure this passes on, 0 for none. */
  readonly ticket: number;
  /** What a calling frame gets as the status of its call: 0 on success only. */
  readonly exitStatus: number;
}

/** How a frame ended, with the gas it used and the place of a trap. */
export interface FrameResult extends Ending {
  readonly functionIndex: number;
  /** Offset in the shipped bytes, or `NO_OFFSET`. */
  readonly offset: number;
  readonly gasUsed: bigint;
}
