import { ThreadedContractError } from "@threaded-contract/transform";

/** Refuses a module that exceeds a limit (TC6005). */
export function tooComplex(reason: string): never {
  throw new ThreadedContractError("TC6005", { reason });
}

/** Refuses a module whose count of something exceeds its limit (TC6005). */
export function checkCount(what: string, count: number, limit: number): void {
  if (count > limit) tooComplex(`${what}: ${count}, and the limit is ${limit}`);
}

/** Refuses a module that is not valid WebAssembly (TC6001). */
export function invalid(reason: string, offset?: number): never {
  throw new ThreadedContractError("TC6001", { reason: offset === undefined ? reason : `${reason} at byte ${offset}` });
}
