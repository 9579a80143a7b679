/** What operations cost, in operators: under `oip0002` an operator is a unit of gas. */

/**
 * Operators an operation executes from one of its host calls to the next, in order: the first number counts up to and
 * including the first call, the last one what comes after the last. How many there are depends on the operation.
 */
export type OperationCost = readonly number[];

/** The same for every contract of a module. */
export interface ModuleCost {
  /** `execute`: up to its `calldata` call, then to the method, then to its `exit`. */
  readonly execute: OperationCost;
  /** A thread's entry: up to the body, then to `thread_return`, then to its end. */
  readonly entry: OperationCost;
  /** Operators of every body outside its operations. */
  readonly bodyTail: number;
}

export interface ContractCost {
  readonly methods: readonly (readonly OperationCost[])[];
  readonly threads: readonly (readonly OperationCost[])[];
}
