import type { Execution } from "../frame/execution";
import type { Frame } from "../frame/frame";

/** What the OP_NET host remembers of one frame. */
export interface FrameNotes {
  /** Addresses the frame knows to be contracts: its own, and those it asked about (policy `roswell`). */
  readonly contracts: Set<string>;
  /** Revert data of the last nested frame that failed. */
  nestedFailure: Uint8Array | null;
  /** Why the last call was not made at all, which its empty answer does not say; null if it was made. */
  refusal: string | null;
}

/** What the OP_NET host remembers of one flow of control: the main execution of a transaction, or a thread. */
export interface ExecutionNotes {
  /** Indices of the contracts of all nested calls, in call order, failed ones included; deployments are none. */
  readonly called: number[];
  /** ML-DSA keys loaded so far. */
  keyLoads: number;
  deployments: number;
  updates: number;
}

const ofFrames = new WeakMap<Frame, FrameNotes>();
const ofExecutions = new WeakMap<Execution, ExecutionNotes>();

/** An address as a key of sets and maps. */
export function addressKey(address: Uint8Array): string {
  return Buffer.from(address.buffer, address.byteOffset, address.byteLength).toString("latin1");
}

export function frameNotes(frame: Frame): FrameNotes {
  let notes = ofFrames.get(frame);
  if (notes === undefined) {
    notes = { contracts: new Set([addressKey(frame.contract.address)]), nestedFailure: null, refusal: null };
    ofFrames.set(frame, notes);
  }
  return notes;
}

export function executionNotes(execution: Execution): ExecutionNotes {
  let notes = ofExecutions.get(execution);
  if (notes === undefined) {
    notes = { called: [], keyLoads: 0, deployments: 0, updates: 0 };
    ofExecutions.set(execution, notes);
  }
  return notes;
}
