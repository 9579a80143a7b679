/**
 * The language of fuzzed programs: what the reference model executes and what `test/fuzz` compiles to WebAssembly.
 *
 * A program is a set of contracts; every body folds what it observes into one 64-bit accumulator, so that the value a
 * call returns depends on every read, every result and every order of commits.
 */

/** A 64-bit value an operation uses: a literal, or the accumulator of the running body. */
export type Operand = { readonly literal: bigint } | "accumulator";

/** How a thread may touch state: nothing, the listed slots, or the listed memory regions. */
export type SpawnKind =
  | { readonly kind: "readonly" }
  | { readonly kind: "reservation"; readonly slots: readonly number[] }
  | { readonly kind: "memory"; readonly regions: readonly Region[] };

/** A byte range of linear memory. */
export interface Region {
  readonly pointer: number;
  readonly lengthBytes: number;
}

export type JoinMode = "join" | "refund" | "try";

export type Operation =
  | { readonly operation: "burn"; readonly iterations: number }
  | { readonly operation: "read"; readonly slot: number }
  | { readonly operation: "write"; readonly slot: number; readonly value: Operand }
  | { readonly operation: "emit"; readonly value: Operand }
  | { readonly operation: "set-cell"; readonly cell: number; readonly value: Operand }
  | { readonly operation: "get-cell"; readonly cell: number }
  | { readonly operation: "set-global"; readonly value: Operand }
  | { readonly operation: "get-global" }
  | { readonly operation: "call"; readonly contract: number; readonly method: number }
  | {
      readonly operation: "spawn";
      readonly handle: number;
      readonly budget: bigint;
      readonly access: SpawnKind;
      /** Index into the contract's thread bodies. */
      readonly body: number;
    }
  | {
      readonly operation: "join";
      readonly handle: number;
      readonly mode: JoinMode;
      /** True to ask for another result type than the one spawned. */
      readonly wrongTag: boolean;
    }
  | { readonly operation: "fail"; readonly how: "unreachable" | "divide" | "revert" };

export interface ContractProgram {
  /** Bodies reachable by calls. */
  readonly methods: readonly (readonly Operation[])[];
  /** Bodies reachable by spawns of the same contract. */
  readonly threads: readonly (readonly Operation[])[];
}

export interface Program {
  readonly contracts: readonly ContractProgram[];
  /** Gas limits of the calls to contract 0, method 0, made one after the other on the same state. */
  readonly gasLimits: readonly bigint[];
}

/** Slots a program may name, per contract. */
export const SLOT_COUNT = 12;
/** Handle variables of a body. */
export const HANDLE_COUNT = 6;
/** 8-byte cells of linear memory a program may name. */
export const CELL_COUNT = 8;
/** Where the cells lie. */
export const CELL_BASE = 0x800;
