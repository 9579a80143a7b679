import { ThreadedContractError } from "../errors";

/** Refuses bytes that are not a WebAssembly module (TC6001), naming the place in the file. */
export function malformed(reason: string, offset: number): never {
  throw new ThreadedContractError("TC6001", { reason: `${reason} at byte ${offset}` });
}

/** Refuses an instruction or type that contracts may not use (TC6004), naming the place in the file. */
export function notAllowed(what: string, offset: number): never {
  throw new ThreadedContractError("TC6004", { what: `${what} at byte ${offset}` });
}
