import { createHash } from "node:crypto";
import type { AdmittedModule } from "../../src/meter/admit";
import { classifyTrap } from "../../src/meter/classify-trap";

/** Everything about a run that a receipt could depend on. */
export interface Observation {
  /** `returned`, `left` by the host, a trap's code, or `gave up` for the merged meter. */
  readonly ending: string;
  readonly value: unknown;
  readonly gasLeft: bigint;
  readonly pages: number;
  /** A digest of memory and mutable globals; empty after a trap. */
  readonly state: string;
  /** Each call of the host: the import, the gas it saw, and the logical stack that was left. */
  readonly hostCalls: readonly string[];
}

const LEAVE = Symbol("leave");

/** What a host function costs here: more than there may be, which then is all there is, as op-vm's host does. */
const HOST_GAS = 37n;

/**
 * Runs `execute` with either meter. Imports take gas and give some back, as joins do; `abort` ends the run.
 */
export function observe(admitted: AdmittedModule, argument: number, gas: bigint, stackBytes: number): Observation {
  const memory = new WebAssembly.Memory({ initial: admitted.memory.initialPages, maximum: 1024 });
  const hostCalls: string[] = [];
  const call = (name: string) => () => {
    const left = exports["tc:gas"].value as bigint;
    // Only what runs another frame reads the stack.
    hostCalls.push(`${name} ${left} ${name === "call" ? exports["tc:stack"].value : ""}`);
    exports["tc:gas"].value = left < HOST_GAS ? 0n : left - HOST_GAS + (hostCalls.length % 4 === 0 ? 30n : 0n);
    if (name === "abort") throw LEAVE;
    return hostCalls.length * 7_919;
  };
  const host = Object.fromEntries(admitted.imports.map((name) => [name, call(name)]));
  const { exports } = new WebAssembly.Instance(admitted.module, { tc: { memory }, env: host });
  exports["tc:gas"].value = gas;
  exports["tc:stack"].value = stackBytes;
  exports["tc:pages"].value = admitted.memory.maximumPages;
  let ending = "returned";
  let value: unknown = null;
  try {
    if (admitted.exports.start !== null) exports[admitted.exports.start]();
    value = exports["execute"](argument);
  } catch (error) {
    if (error === LEAVE) ending = "left";
    else {
      ending =
        admitted.trapMap === null ? "gave up" : classifyTrap(admitted, error, exports["tc:exhausted"].value).code;
    }
  }
  const gasLeft = exports["tc:gas"].value as bigint;
  if (admitted.trapMap === null && gasLeft < 0n && ending === "returned") ending = "gave up";
  const globals = admitted.mutableGlobals.map((global) => exports[global.export].value as number | bigint);
  const state = createHash("sha256").update(new Uint8Array(memory.buffer)).update(globals.join()).digest("hex");
  return {
    ending,
    value,
    gasLeft,
    pages: memory.buffer.byteLength / 65_536,
    state: ending === "returned" ? state : "",
    hostCalls,
  };
}
