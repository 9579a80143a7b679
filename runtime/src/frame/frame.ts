import { ThreadedContractError, type Code, type CodeArguments } from "@threaded-contract/transform";
import { invariant } from "../errors";
import { noBytes } from "../storage/words";
import type { Generation } from "../threads/generation";
import type { JoinedThread } from "../threads/join";
import { Status } from "../threads/backend";
import type { ContractRecord } from "../world";
import type { CallContext } from "./context";
import type { Execution } from "./execution";
import { GuestMemory } from "./guest-memory";
import type { Instance } from "./instance";
import { encodeRevert, plainText } from "./revert-data";
import { LEAVE, TRAP_EXIT_STATUS, type Ending } from "./signals";

/**
 * What a frame is: the first one of a transaction, a call below another frame, or the body of a thread.
 */
export type FrameRole = "main" | "callee" | "thread";

/** How a contract is entered from outside. */
export type FrameEntry = "execute" | "onDeploy" | "onUpdate";

/** Which part of the contract runs. While it starts there is no call yet, and most host functions are refused. */
export type FramePhase = "start" | "run";

/**
 * One run of one contract: its instance, its memory, and everything host functions remember for it.
 * Nothing outlives the frame, and nothing of it is shared with another.
 */
export class Frame {
  readonly guest: GuestMemory;
  phase: FramePhase = "run";
  /** The export that the frame was begun with; no matter in the body of a thread. */
  entry: FrameEntry = "execute";
  /** Set once a host function has ended the frame. */
  ending: Ending | null = null;
  /** Set once the contract has handed over an answer; if that is refused, it is not for lack of gas. */
  answers = false;
  /** What the last nested call returned. */
  callResult: Uint8Array = noBytes;
  /** What the last join brought. */
  joined: JoinedThread | null = null;
  /** The snapshot that this frame's unjoined threads share; null when it has none. */
  generation: Generation | null = null;
  /** What the thread returned; only in the frame of a thread. */
  threadResult: Uint8Array | null = null;
  /** Whether this is the body of a thread that reserved slots. */
  reserves = false;

  constructor(
    readonly execution: Execution,
    readonly contract: ContractRecord,
    readonly context: CallContext,
    readonly role: FrameRole,
    /** The first frame of a transaction has depth 1; a thread's has its parent's. */
    readonly depth: number,
    readonly instance: Instance,
  ) {
    this.guest = new GuestMemory(instance.view, (name, reason) => this.trap("TC5015", { import: name, reason }));
    invariant(depth >= 1, "depth is counted from 1");
  }

  /** Gas left. */
  get gas(): bigint {
    return this.instance.gas;
  }

  set gas(amount: bigint) {
    this.instance.gas = amount;
  }

  /** Gives gas back that this frame had before. */
  refund(amount: bigint): void {
    this.instance.refund(amount);
  }

  /** Takes gas for host work; without enough the frame traps, or the next block does if the schedule is saturating. */
  charge(amount: bigint): void {
    if (this.instance.charge(amount)) return;
    this.gas = 0n;
    if (this.execution.world.schedule.hostCharge === "trapping") this.outOfGas();
  }

  /** Takes gas for thread work, which no schedule lets begin unpaid (G-13). */
  chargeStrictly(amount: bigint | null): void {
    if (amount === null || !this.instance.charge(amount)) this.outOfGas();
  }

  outOfGas(): never {
    this.gas = 0n;
    return this.end(outOfGas());
  }

  /** Ends the frame with a trap of the catalogue. `details` are further sentences for this occurrence. */
  trap<C extends Code>(code: C, args: CodeArguments<C>, ...details: string[]): never {
    return this.end(trapped(code, sentences(describe(code, args), ...details)));
  }

  /** A trap that also ends the frames that called this one, for what they must not be able to work around. */
  trapThrough<C extends Code>(code: C, args: CodeArguments<C>, ...details: string[]): never {
    invariant(this.execution.fatal === null, "one failure ends all frames of a flow of control");
    this.execution.fatal = trapped(code, sentences(describe(code, args), ...details));
    return this.end(this.execution.fatal);
  }

  /** Leaves WebAssembly. The first ending stands. */
  end(ending: Ending): never {
    invariant(this.ending === null, "a frame ends once");
    invariant((ending.status === Status.success) === (ending.code === 0), "a failure has a code");
    this.ending = ending;
    if (ending.status !== Status.success) this.execution.tracer?.failed(this);
    throw LEAVE;
  }

  /** Whether a thread runs this frame: the thread's body, or a call below it. */
  get inThread(): boolean {
    return this.execution.ticket !== 0;
  }

  /** Refuses what needs a call while there is none. @param name of the host function */
  requireRunning(name: string): void {
    if (this.phase === "run") return;
    this.trap("TC5015", { import: name, reason: "it cannot be called while the module starts" });
  }

  /** Tells the module how far its memory may grow now; live threads and waiting frames take from it. */
  updatePageLimit(): void {
    const limit = this.execution.pagesFree;
    invariant(this.instance.pages <= limit, "a running frame stays within its pages");
    this.instance.pageLimit = limit;
  }
}

/** Sentences one after the other; empty ones are left out. */
export function sentences(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(" ");
}

/** The number of a code, as receipts carry it. */
export function codeNumber(code: Code): number {
  return Number(code.slice(2));
}

/** The catalogue's sentence for a code. */
export function describe<C extends Code>(code: C, args: CodeArguments<C>): string {
  return new ThreadedContractError(code, args).shortMessage;
}

/** The ending of a frame without gas. */
export function outOfGas(): Ending {
  return { ...trapped("TC5001", describe("TC5001", {})), status: Status.outOfGas };
}

/** The ending of a frame that trapped, with the message as its revert data. */
export function trapped(code: Code, text: string, ticket = 0): Ending {
  const message = plainText(text);
  const data = encodeRevert(message);
  return { status: Status.trapped, code: codeNumber(code), message, data, ticket, exitStatus: TRAP_EXIT_STATUS };
}
