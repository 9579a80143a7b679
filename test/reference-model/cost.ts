/** What operations cost, in operators: under `oip0002` an operator is a unit of gas. */

/** Operators an operation executes up to and including its host call, and after it. */
export interface OperationCost {
  readonly before: number;
  readonly after: number;
  /** Part of `after` that is not executed when the call or the join has failed. */
  readonly skippedOnFailure: number;
}

export interface BodyCost {
  readonly operations: readonly OperationCost[];
}

export interface ContractCost {
  readonly methods: readonly BodyCost[];
  readonly threads: readonly BodyCost[];
  /** `execute` up to its `calldata` call, then up to the method, and after it. */
  readonly calldata: number;
  readonly execute: OperationCost;
  /** A thread's entry before and after the body. */
  readonly entry: OperationCost;
  /** Operators of every body outside its operations (the final `local.get` and `end`). */
  readonly bodyTail: number;
}
