/**
 * The language of random programs. A program is compiled to WebAssembly for the runtime (`compile.ts`) and interpreted on
 * the reference model (`interpret.ts`).
 *
 * Every body folds what it observes into one 64-bit accumulator, so that the value a call returns depends on every read,
 * every result and every order of commits.
 */

/** A 64-bit value an operation uses: a literal, or the accumulator of the running body. */
export type Operand = { readonly literal: bigint } | "accumulator";

/** A byte range of linear memory. */
export interface Region {
  readonly pointer: number;
  readonly length: number;
}

/** How a thread may touch state: nothing, the listed slots, or the listed memory regions. */
export type Access =
  | { readonly kind: "readonly" }
  | { readonly kind: "reservation"; readonly slots: readonly number[] }
  | { readonly kind: "memory"; readonly regions: readonly Region[] };

/** What can be wrong with the arguments of a spawn. */
export type SpawnMistake = "entry" | "tag" | "budget" | "slots" | "keys" | "regions";

export interface Spawn {
  readonly operation: "spawn";
  /** The variable that takes the handle. */
  readonly handle: number;
  readonly budget: bigint;
  readonly access: Access;
  /** Index into the contract's thread bodies. */
  readonly body: number;
  readonly mistake?: SpawnMistake;
}

/** "commit" is the storage commit join: as "refund" to the host, and the joiner asks for the committed keys. */
export type JoinMode = "join" | "refund" | "try" | "commit";

/** What can be wrong with a join: the result type, the form, or a bit of one of the handle's two marks. */
export type JoinMistake = "tag" | "mode" | "forged" | "foreign";

export interface Join {
  readonly operation: "join";
  /** A variable, or the handle that came with the call. */
  readonly handle: number | "given";
  readonly mode: JoinMode;
  readonly mistake?: JoinMistake;
}

export interface Call {
  readonly operation: "call";
  /** A contract of the program, or an address that has none. */
  readonly contract: number | "nowhere";
  /** A method of it; there may be none of that number. */
  readonly method: number;
  /** The variable whose handle goes along. */
  readonly lend?: number;
  /** The variable that takes the last handle that the callee was given by a spawn. */
  readonly keep?: number;
}

/** Spawns in a loop: joined at once and tried, or not joined at all. */
export interface SpawnLoop {
  readonly operation: "spawn-loop";
  readonly rounds: number;
  /** Slots that each spawn reserves, from {@link RAMP_FIRST} on. */
  readonly slots: number;
  readonly budget: bigint;
  readonly body: number;
  readonly joined: boolean;
}

/** Calls of an address without a contract, in a loop. */
export interface CallLoop {
  readonly operation: "call-loop";
  readonly rounds: number;
}

export type Failure = "unreachable" | "divide" | "memory" | "revert" | "abort";

export type Operation =
  | { readonly operation: "burn"; readonly iterations: number }
  | { readonly operation: "read"; readonly slot: number }
  | { readonly operation: "write"; readonly slot: number; readonly value: Operand }
  | { readonly operation: "emit"; readonly value: Operand; readonly mistake?: "malformed" | "long name" }
  | { readonly operation: "set-cell"; readonly cell: number; readonly value: Operand }
  | { readonly operation: "get-cell"; readonly cell: number }
  | { readonly operation: "set-global"; readonly value: Operand }
  | { readonly operation: "get-global" }
  | { readonly operation: "context" }
  | { readonly operation: "grow"; readonly pages: number }
  | Call
  | Spawn
  | Join
  | SpawnLoop
  | CallLoop
  /** The code of the last join. */
  | { readonly operation: "code" }
  /** A key that the last join committed. */
  | { readonly operation: "committed"; readonly index: number }
  /** A result handed over in the middle of the body. */
  | { readonly operation: "return"; readonly length: number }
  /** Ends the frame, with the accumulator as its value if the status is 0. */
  | { readonly operation: "exit"; readonly status: number }
  | { readonly operation: "fail"; readonly how: Failure };

export type OperationOf<Name extends Operation["operation"]> = Extract<Operation, { operation: Name }>;

export type Body = readonly Operation[];

export interface ContractProgram {
  /** Bodies reachable by calls. */
  readonly methods: readonly Body[];
  /** Bodies reachable by spawns of the same contract. */
  readonly threads: readonly Body[];
}

/** A call of contract 0, method 0. */
export interface Transaction {
  readonly gasLimit: bigint;
  readonly readOnly: boolean;
}

export interface Program {
  readonly contracts: readonly ContractProgram[];
  /** Made one after the other on the same state. */
  readonly transactions: readonly Transaction[];
}

/** Contracts a program may have; addresses of all of them go with every call. */
export const CONTRACTS_MAXIMUM = 3;
/** Slots a program may name, per contract. */
export const SLOT_COUNT = 12;
/** The slots that loops reserve. */
export const RAMP_FIRST = 64;
export const RAMP_COUNT = 256;
/** Handle variables of a body. */
export const HANDLE_COUNT = 6;
/** 8-byte cells of linear memory a program may name. */
export const CELL_COUNT = 8;
/** Where the cells lie. */
export const CELL_BASE = 0x800;
/** Value of the global before anything has run. */
export const GLOBAL_INITIAL = 7n;
/** Bytes of calldata of every call: selector, addresses, handle. */
export const CALLDATA_BYTES = 4 + 32 * CONTRACTS_MAXIMUM + 8;
/** Bytes a successful call returns: value and handle. */
export const CALL_RESULT_BYTES = 16;
export const THREAD_RESULT_BYTES = 8;
/** Bytes of an event's payload: lengths and name, then the data. */
export const EVENT_BYTES = 9 + 8;
