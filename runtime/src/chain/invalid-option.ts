import { ThreadedContractError } from "@threaded-contract/transform";

/** Refuses an option. @throws TC6014 always */
export function invalidOption(option: string, reason: string): never {
  throw new ThreadedContractError("TC6014", { option, reason });
}
