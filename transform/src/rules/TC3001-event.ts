import type { CapabilityRule } from "./rule";

/** A thread emits an event. */
export const event: CapabilityRule<"TC3001"> = {
  code: "TC3001",
  judge: (effect) => (effect.kind === "import" && effect.capability === "event" ? {} : null),
};
