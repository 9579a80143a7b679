import type { CapabilityRule } from "./rule";

/** A thread that reserved nothing writes storage. */
export const writeWithoutReservation: CapabilityRule<"TC3003"> = {
  code: "TC3003",
  judge(effect, kind) {
    return effect.kind === "import" && effect.capability === "write" && kind !== "reservation" ? {} : null;
  },
};
