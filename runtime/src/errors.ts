import { ThreadedContractError } from "@threaded-contract/transform";

/**
 * Stops the runtime when its own state is not what it must be. Stays on in production: a wrong receipt is worse than none.
 *
 * @param what the rule, as a statement that should have held
 * @throws TC6017
 */
export function invariant(condition: boolean, what: string): asserts condition {
  if (!condition) throw new ThreadedContractError("TC6017", { what });
}
