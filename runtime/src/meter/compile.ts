import { setFlagsFromString } from "node:v8";
import { ThreadedContractError } from "@threaded-contract/transform";

/**
 * Compiles all functions of a module now.
 *
 * V8 compiles a function when it is first called, which would put the cost of a large one into somebody's transaction
 * (a body of 909 KB takes 12 s). There is no other way to ask for it than the engine's flag, so it is set for the moment.
 *
 * @throws TC6017 if it does not compile: it was valid before it was metered
 */
export function compileEagerly(bytes: Uint8Array<ArrayBuffer>): WebAssembly.Module {
  setFlagsFromString("--no-wasm-lazy-compilation");
  try {
    return new WebAssembly.Module(bytes);
  } catch (cause) {
    throw new ThreadedContractError("TC6017", { what: "a valid module compiles once it is metered" }, { cause });
  } finally {
    setFlagsFromString("--wasm-lazy-compilation");
  }
}
