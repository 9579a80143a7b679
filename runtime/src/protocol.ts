/**
 * The wire protocol between the coordinator (event loop), the frame worker and the thread workers.
 *
 * Hot path, all of it in shared memory: the frame worker writes a job into the arena, publishes its slot in the queue,
 * and waits on the slot's state word; a thread worker claims the slot, runs the job, writes the outcome into its own
 * region and publishes it by the same word. Messages are only for what is rare: new modules, and the start and the
 * end of a transaction.
 */
import type { MessagePort } from "node:worker_threads";
import type { GasSchedule } from "./gas/schedule";
import type { Trace } from "./frame/tracer";
import type { AdmittedModule } from "./meter/admit";

/** Slots for jobs that have been handed over and not been taken back; more than the threads that can be unjoined. */
export const JOB_SLOTS = 512;
/** Positions of the ring of published slots. A power of two. */
export const QUEUE_POSITIONS = 1_024;

/**
 * Words of the control block, all accessed with `Atomics`. Each has a cache line of its own: idle workers read `signal` all the time, and
 * whatever lies beside it would be taken from whoever writes it.
 */
export const enum Control {
  /** What sleeping thread workers wait on; grows with every publication. */
  signal = 0,
  /** Number of thread workers asleep. */
  sleepers = 16,
  /** First queue position that may still hold an unclaimed job. */
  head = 32,
  /** Queue positions published so far; wraps at 2^32. */
  tail = 48,
  /** Gas budgets published and not claimed by a worker, in units of `GAS_PER_HINT_UNIT`; decides about waking. */
  unclaimedHint = 64,
  /** Not 0: workers leave their loop. */
  stop = 80,
  /** Outcomes of thread workers that the frame worker has read; wraps at 2^32. */
  workerJobs = 96,
  /** Number of the last message that the frame worker has received. */
  frameReceived = 112,
  /** Number of the last message that it has sent. */
  frameSent = 128,
  /** Number of the last message that was sent to it. */
  frameRequested = 144,
  /** Frame workers that sleep until a job ends: none or one. */
  joinersAsleep = 160,
  /** 1 while the frame worker runs a transaction that has handed jobs over, or is expected to. */
  active = 176,
  /** Start of the queue ring. */
  queue = 192,
}

/** First word of the job slots. */
export const SLOTS_FIRST_WORD = Control.queue + QUEUE_POSITIONS;
/** Words of one slot: two cache lines would be wasted on more. */
export const SLOT_WORDS = 16;
/** Words of the whole control block. */
export const CONTROL_WORDS = SLOTS_FIRST_WORD + JOB_SLOTS * SLOT_WORDS;

/** Words of a job slot, from its first word. */
export const enum Slot {
  /** A `JobState`, and in the bits above `STATE_BITS` the number of the claiming worker, from 1. */
  state = 0,
  /** Byte offset and length of the job record in the arena. */
  jobOffset = 1,
  jobLength = 2,
  /** Byte offset and length of the outcome in the claiming worker's outcome region. */
  outcomeOffset = 3,
  outcomeLength = 4,
  /** Number of the world the job runs in. */
  world = 5,
  /** Share of this job in `Control.unclaimedHint`. */
  hint = 6,
  /** Grows with every publication of the slot. */
  serial = 7,
}

/** Life of a job slot. Only the frame worker moves it out of `free`, `done`, `overflow` and `lost`. */
export const enum JobState {
  free = 0,
  /** Published: whoever swaps it to `claimed` runs it. */
  queued = 1,
  claimed = 2,
  /** The outcome is complete. */
  done = 3,
  /** The job ended, but its outcome did not fit; the joiner runs it again. */
  overflow = 4,
  /** The worker died, or failed in a way that is not the contract's; the joiner runs it again. */
  lost = 5,
}

/** Bits of the state word that hold the `JobState`. */
export const STATE_BITS = 4;
export const STATE_MASK = (1 << STATE_BITS) - 1;

/** Who claims: the frame worker, or a thread worker by its index. */
export const FRAME_CLAIMANT = 1;

/** Number that a thread worker claims under. */
export function threadClaimant(index: number): number {
  return index + 1 + FRAME_CLAIMANT;
}

/** Index of the thread worker that claims under that number. */
export function threadIndex(claimant: number): number {
  return claimant - 1 - FRAME_CLAIMANT;
}

/** A state word. */
export function stateWordOf(state: JobState, claimant: number): number {
  return state | (claimant << STATE_BITS);
}

/** The state word of a job claimed by someone. */
export function claimedBy(claimant: number): number {
  return stateWordOf(JobState.claimed, claimant);
}

/** Exit code of a worker that could not reserve the address space it needs. */
export const SELF_TEST_EXIT_CODE = 71;

/** What a worker is created with. */
export interface WorkerBoot {
  readonly role: "frame" | "thread";
  readonly shared: SharedBuffers;
  /** Index of a thread worker in the pool. */
  readonly index: number;
  readonly workers: number;
  readonly hooks: TestHooks | null;
  /** The frame worker's end of the channel for requests and replies; null for thread workers. */
  readonly requests: MessagePort | null;
}

/** Memory that all parties of one engine share. */
export interface SharedBuffers {
  readonly control: SharedArrayBuffer;
  readonly arena: SharedArrayBuffer;
  /** One region a thread worker. */
  readonly outcomes: SharedArrayBuffer;
  readonly outcomeBytes: number;
}

/** Faults and delays that only tests switch on; see `engine/test-hooks.ts`. */
export interface TestHooks {
  readonly seed: number;
  /** Longest delay at a protocol point; 0 for none. */
  readonly delayMicroseconds: number;
  /** One word, the number of the schedule that all parties follow: who is delayed where, and who is starved. */
  readonly schedule?: SharedArrayBuffer;
  /** A protocol point, and where to write when it is passed: the number of times, then milliseconds of the worker's clock, as doubles. */
  readonly clock?: { readonly point: string; readonly times: SharedArrayBuffer };
  /** Point at which a worker fails, and how. */
  readonly fault: { readonly point: string; readonly how: "exit" | "throw" | "terminate" | "memory" | "hang" } | null;
  /** A message that goes wrong instead, and the time after which it is missed, if not the usual one. */
  readonly message?: {
    readonly to: "frame" | "thread" | "coordinator";
    readonly type: string;
    readonly how: "drop" | "duplicate";
    readonly lostMilliseconds: number;
  };
  /** One word: how often the fault still happens. */
  readonly faults: SharedArrayBuffer;
  /** Sizes of the arena and of each outcome region, to make them overflow; null for the usual ones. */
  readonly sizes: { readonly arenaBytes: number; readonly outcomeBytes: number } | null;
}

/** A message on its way, with its number from 1: the receiver notices a gap or a repetition. */
export type Numbered<Message> = Message & { readonly sequence: number };

/** A contract as a worker has to know it. */
export interface WireContract {
  readonly index: number;
  readonly address: Uint8Array;
  readonly deployer: Uint8Array;
  /** Key of its module, sent before. */
  readonly module: string;
}

/** Coordinator → every worker: the picture of a chain, sent before anything that needs it. */
export interface WorldMessage {
  readonly type: "world";
  /** A new number for every change, so that a picture never changes while a job uses it. */
  readonly world: number;
  readonly chain: number;
  readonly schedule: GasSchedule;
  /** Names of the host extensions. */
  readonly extensions: readonly string[];
  /** Buffer of the committed state's `SlotTable`. */
  readonly state: SharedArrayBuffer;
  readonly contracts: readonly WireContract[];
  /** Key of the module that the transaction puts into a contract's place; null unless it is an update. */
  readonly updateCode: string | null;
}

/** Coordinator → every worker: a compiled module, once. */
export interface ModuleMessage {
  readonly type: "module";
  readonly key: string;
  readonly module: AdmittedModule;
}

/** Coordinator → every worker: a chain is closed; its picture, and modules that no chain needs, can go. */
export interface ForgetMessage {
  readonly type: "forget";
  readonly chain: number;
  readonly modules: readonly string[];
}

/** Coordinator → frame worker: check, instrument and compile a module. */
export interface AdmitMessage {
  readonly type: "admit";
  readonly id: number;
  readonly bytes: Uint8Array;
  readonly schedule: GasSchedule;
}

/** Coordinator → frame worker: run a transaction. */
export interface ExecuteMessage {
  readonly type: "execute";
  readonly id: number;
  readonly world: number;
  /** Canonical bytes (`frame/request-codec.ts`): one array is sent in a fraction of the time that a dozen small ones take. */
  readonly request: Uint8Array;
  /** Execute again in the two serial orders and compare. */
  readonly replay: boolean;
  /** Send the steps for a journal. */
  readonly journal: boolean;
  /** If anything fails, execute again to find out where. */
  readonly trace?: boolean;
}

export type ToThreadWorker = WorldMessage | ModuleMessage | ForgetMessage;
export type ToFrameWorker = ToThreadWorker | AdmitMessage | ExecuteMessage;

/** An error on the wire: that of the product with its code, or anything else as text. */
export interface WireError {
  readonly code: string | null;
  readonly message: string;
  readonly details: readonly string[];
}

/** Frame worker → coordinator, once: it has started and takes requests. */
export interface ReadyMessage {
  readonly type: "ready";
}

/** Worker → coordinator, in tests only: end me, now. */
export interface TerminateMessage {
  readonly type: "terminate";
}

/** Frame worker → coordinator, one for each `admit` and `execute`. */
export type FrameReply =
  | { readonly type: "admitted"; readonly id: number; readonly module: AdmittedModule }
  | { readonly type: "executed"; readonly id: number; readonly result: WireResult }
  | { readonly type: "failed"; readonly id: number; readonly error: WireError };

/** A transaction's result as flat bytes; see `engine/result-record.ts`. */
export interface WireResult {
  readonly receipt: Uint8Array;
  /** Contract index (u32, little endian), key and value of each changed slot. */
  readonly changes: Uint8Array;
  /** Its steps for a journal, if they were asked for; see `journal/step-bytes.ts`. */
  readonly steps: Uint8Array | null;
  /** Where the main execution and threads failed, if that was asked for. */
  readonly traces: readonly Trace[];
  readonly strays: readonly StrayJob[];
}

/** A job that was cancelled while a thread worker ran it. */
export interface StrayJob {
  readonly slot: number;
  readonly serial: number;
  /** Index of the thread worker. */
  readonly worker: number;
}
