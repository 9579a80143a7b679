import type { CapabilityRule } from "./rule";

/** A thread uses transient storage. */
export const transientStorage: CapabilityRule<"TC3005"> = {
  code: "TC3005",
  judge: (effect) => (effect.kind === "import" && effect.capability === "transient" ? {} : null),
};
