import { nonDeterministicImport } from "./TC3006-non-determinism";
import type { CapabilityRule } from "./rule";

/** A thread calls a host function that is not on the allow-list. */
export const unknownImport: CapabilityRule<"TC3007"> = {
  code: "TC3007",
  judge(effect) {
    if (effect.kind !== "import" || effect.capability !== null || nonDeterministicImport(effect.import) !== null) return null;
    return { import: effect.import };
  },
};
