/** The exports that a metered module has beside the contract's own; a contract's exports cannot begin with `tc:`. */
export const MeterExport = {
  /** Remaining gas, mutable i64, unsigned. */
  gas: "tc:gas",
  /** Why the meter trapped, mutable i32: a value of `Exhausted`. */
  exhausted: "tc:exhausted",
  /** Remaining logical stack bytes, mutable i32, unsigned. */
  stack: "tc:stack",
  /** The page limit of `memory.grow`, mutable i32, unsigned. */
  pages: "tc:pages",
  /** 1 once `memory.grow` has been refused by the page limit, mutable i32: tells out of memory from other traps. */
  refused: "tc:refused",
  /** The start function, if the module had a start section. */
  start: "tc:start",
  /** Takes gas for the host: (i64, unsigned) to i32, 0 when there is less, and then nothing is taken. */
  charge: "tc:charge",
  /** Gives gas back for the host: (i64, unsigned); the sum fits 64 bits, since it was taken before. */
  refund: "tc:refund",
  /** Sets the meters for a frame: (gas i64, stack i32, pages i32, all unsigned); nothing is exhausted or refused any more. */
  begin: "tc:begin",
  /** Followed by a number: the module's mutable globals in their order, for a fork. */
  globalPrefix: "tc:g",
} as const;

/** The import through which a metered module gets its memory. */
export const MEMORY_IMPORT = { module: "tc", name: "memory" } as const;

/** The values of the global `tc:exhausted`. */
export const Exhausted = {
  none: 0,
  gas: 1,
  stack: 2,
  /** The engine could not grow a memory inside its page budget: a failure of the machine, never of the contract. */
  machine: 3,
  /** A bulk memory instruction longer than the schedule allows. */
  bulkLength: 4,
} as const;

export type Exhausted = (typeof Exhausted)[keyof typeof Exhausted];
