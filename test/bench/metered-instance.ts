import { createRequire } from "node:module";
import { inRepository } from "../tasks/repository";

// The meter is not public API: the benchmark reaches for the built file, and for its types only at compile time.
const load = createRequire(__filename);
const { admit } = load(inRepository("runtime/dist/meter/admit.js")) as typeof import("../../runtime/src/meter/admit");
export const { opnet } = load(
  inRepository("runtime/dist/gas/opnet.js"),
) as typeof import("../../runtime/src/gas/opnet");
const { oip0002 } = load(inRepository("runtime/dist/gas/oip0002.js")) as typeof import("../../runtime/src/gas/oip0002");

const GAS = 2n ** 62n;
const STACK_BYTES = 1 << 20;

/** What an instance imports, if it calls any of it. */
export type HostImports = Readonly<Record<string, (...values: number[]) => number | void>>;

/** An instance of the metered module, with nothing of the product around it. */
export interface MeteredInstance {
  readonly memory: WebAssembly.Memory;
  /** What remains. */
  gas: bigint;
  execute(argument: number): number;
  /** Fills the meters up again. */
  refill(): void;
}

/** Stands for host functions that are never called. */
const nothing: HostImports = {};

/** How a module is metered and what it may use. */
interface MeterOptions {
  readonly schedule: Parameters<typeof admit>[1];
  readonly gas: bigint;
}

/** Instantiates the metered bytes of a module. */
export function instantiateMetered(
  bytes: Uint8Array,
  host: HostImports = nothing,
  { schedule, gas }: MeterOptions = { schedule: oip0002, gas: GAS },
): MeteredInstance {
  const admitted = admit(bytes, schedule);
  const { initialPages: initial, maximumPages: maximum } = admitted.memory;
  const memory = new WebAssembly.Memory({ initial, maximum });
  const env = new Proxy({}, { get: (_, name) => host[name as string] ?? (() => 0), has: () => true });
  const { exports } = new WebAssembly.Instance(admitted.module, { env, tc: { memory } });
  const set = (name: string, value: unknown) => {
    (exports[name] as WebAssembly.Global).value = value;
  };
  const refill = () => {
    set("tc:gas", gas);
    set("tc:stack", STACK_BYTES);
    set("tc:pages", maximum);
  };
  refill();
  if (admitted.exports.start !== null) (exports[admitted.exports.start] as () => void)();
  const meter = exports["tc:gas"] as WebAssembly.Global;
  return {
    memory,
    refill,
    get gas() {
      return meter.value as bigint;
    },
    set gas(amount) {
      meter.value = amount;
    },
    execute: exports["execute"] as (argument: number) => number,
  };
}
