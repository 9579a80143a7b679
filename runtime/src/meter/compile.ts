import { setFlagsFromString } from "node:v8";
import { invalid } from "./refuse";

/**
 * Compiles all functions of a module now.
 *
 * V8 compiles a function when it is first called, which would put the cost of a large one into somebody's transaction
 * (a body of 909 KB takes 12 s). There is no other way to ask for it than the engine's flag, so it is set for the moment.
 */
export function compileEagerly(bytes: Uint8Array<ArrayBuffer>): WebAssembly.Module {
  setFlagsFromString("--no-wasm-lazy-compilation");
  try {
    return new WebAssembly.Module(bytes);
  } catch {
    // What was validated and metered compiles; if it does not, it is not run.
    return invalid("its code is not valid");
  } finally {
    setFlagsFromString("--wasm-lazy-compilation");
  }
}
