import type { Effect } from "../analysis/reachability/effects";
import type { CapabilityRule } from "./rule";

const RANDOM = "Use `Thread.seed`, which is different in every thread and the same on every node.";
const CLOCK = "Use the block's time, `Block.medianTime`, which is the same on every node.";
const TRACE = "Return the value from the thread and look at it after the join.";
const INTEGERS = "Use integers, scaled if fractions are needed.";

// Host functions that AssemblyScript's own library imports.
const builtins: readonly { readonly pattern: RegExp; readonly what: string; readonly remedy: string }[] = [
  { pattern: /^env\.seed$/, what: "random numbers of the host", remedy: RANDOM },
  { pattern: /^(env|crypto)\.(crypto\.)?getRandomValues/, what: "random numbers of the host", remedy: RANDOM },
  { pattern: /^(env|Date)\.(Date\.)?(now|getTimezoneOffset)$/, what: "the clock", remedy: CLOCK },
  { pattern: /^(env|performance)\.(performance\.)?now$/, what: "the clock", remedy: CLOCK },
  {
    pattern: /^env\.trace$|^(env|console)\.(console\.)?(assert|debug|error|info|log|time|timeEnd|timeLog|warn)$/,
    what: "tracing",
    remedy: TRACE,
  },
];

/** What kind of non-determinism a host function brings, or null if it is none of the known ones. */
export function nonDeterministicImport(name: string): { readonly what: string; readonly remedy: string } | null {
  return builtins.find(({ pattern }) => pattern.test(name)) ?? null;
}

/** A thread uses clocks, randomness, tracing, or instructions whose result may differ between machines. */
export const nonDeterminism: CapabilityRule<"TC3006"> = {
  code: "TC3006",
  judge(effect: Effect) {
    if (effect.kind === "import") return effect.capability === null ? nonDeterministicImport(effect.import) : null;
    if (effect.operation === "floating point") return { what: "floating-point numbers", remedy: INTEGERS };
    return { what: effect.operation, remedy: "Compile without these instructions." };
  },
};
