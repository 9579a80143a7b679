import type { CapabilityRule } from "./rule";

/** A thread deploys or updates a contract. */
export const deployment: CapabilityRule<"TC3004"> = {
  code: "TC3004",
  judge: (effect) => (effect.kind === "import" && effect.capability === "deployment" ? {} : null),
};
