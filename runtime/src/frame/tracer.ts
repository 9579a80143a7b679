import { invariant } from "../errors";
import { activeFrames } from "../meter/engine-stack";
import { findShippedOffset } from "../meter/trap-map";
import type { Execution } from "./execution";
import type { Frame } from "./frame";

/** Functions of a trace that are kept; what is further out says little. */
const TRACED_FUNCTIONS_MAXIMUM = 32;

/** Lines that the engine is asked for: the host's own are among them. */
const STACK_LINES = 64;

/** Writes whose places are kept; later ones have none. */
const TRACED_WRITES_MAXIMUM = 10_000;

/** A place in a module's shipped bytes that was active. */
export interface TracedPlace {
  /** 32 bytes. */
  readonly contract: Uint8Array;
  /** SHA-256 of the module, as hexadecimal text. */
  readonly module: string;
  /** Imports counted. */
  readonly functionIndex: number;
  /** The byte offset of the instruction that trapped, or of the call. */
  readonly offset: number;
}

/** Where a thread, or the main execution, failed. */
export interface Trace {
  /** 0 for the main execution. */
  readonly ticket: number;
  /** The innermost function first. */
  readonly places: readonly TracedPlace[];
  /** Where the main execution made the write that the failure is about; empty if it is about none. */
  readonly write: readonly TracedPlace[];
}

/** A write, and the engine's stack of it, which is read only if it matters. */
interface TracedWrite {
  readonly frame: Frame;
  readonly stack: Error;
}

/**
 * Notes where frames fail, in a run that is made for nothing else.
 *
 * Places come from the engine's stack, so they never enter a receipt: whoever runs a transaction again with a tracer keeps the
 * receipt of the run without.
 */
export class Tracer {
  private readonly found: Trace[] = [];
  private readonly writes = new Map<number, TracedWrite>();
  private blamed: number | null = null;
  /** What a failure that ends all frames of an execution has passed so far. */
  private readonly passed = new WeakMap<Execution, readonly TracedPlace[]>();

  /** What was found, in the order of the failures. */
  get traces(): readonly Trace[] {
    return this.found;
  }

  /** Runs something with stacks that are long enough. */
  run<T>(work: () => T): T {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = STACK_LINES;
    try {
      return work();
    } finally {
      Error.stackTraceLimit = limit;
    }
  }

  /** A frame failed. @param error of the engine; left out if a host function ended the frame */
  failed(frame: Frame, error: Error = new Error()): void {
    const { execution, role } = frame;
    const places = [...(this.passed.get(execution) ?? []), ...placesOf(frame, error)].slice(
      0,
      TRACED_FUNCTIONS_MAXIMUM,
    );
    const blamed = this.blamed === null ? undefined : this.writes.get(this.blamed);
    if (role === "callee") {
      if (execution.fatal !== null) this.passed.set(execution, places);
      return;
    }
    const write = blamed === undefined ? [] : placesOf(blamed.frame, blamed.stack);
    this.blamed = null;
    invariant(
      this.found.every(({ ticket }) => ticket !== execution.ticket),
      "an execution fails once",
    );
    this.found.push({ ticket: execution.ticket, places, write });
  }

  /** The main execution wrote a slot. @param writer the number of the write */
  wrote(frame: Frame, writer: number): void {
    invariant(!this.writes.has(writer), "a write that is traced has its own number");
    if (this.writes.size < TRACED_WRITES_MAXIMUM) this.writes.set(writer, { frame, stack: new Error() });
  }

  /** The failure that comes next is about a write. @param writer its number, or a ticket */
  blame(writer: number): void {
    this.blamed = writer;
  }
}

/** What a stack says of the innermost contract, in terms of its shipped bytes. */
function placesOf({ contract, instance }: Frame, error: Error): TracedPlace[] {
  const { trapMap, hash: module } = instance.module;
  invariant(trapMap !== null, "what is traced runs with the unmerged meter");
  const places: TracedPlace[] = [];
  for (const { functionIndex, offset: metered } of activeFrames(error)) {
    const offset = findShippedOffset(trapMap, metered);
    if (offset !== undefined) places.push({ contract: contract.address, module, functionIndex, offset });
  }
  return places;
}
