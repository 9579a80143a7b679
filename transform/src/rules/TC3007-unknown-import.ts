import type { Capability } from "../verify/host-imports";
import { nonDeterministicImport } from "./TC3006-non-determinism";
import type { CapabilityRule } from "./rule";

/** What is allowed in every thread, and what another rule decides about; a capability that is in neither is refused here. */
const decided: Readonly<Record<Capability, "allowed" | "elsewhere">> = {
  pure: "allowed",
  read: "allowed",
  call: "allowed",
  exit: "allowed",
  result: "allowed",
  write: "elsewhere",
  event: "elsewhere",
  deployment: "elsewhere",
  transient: "elsewhere",
  spawn: "elsewhere",
  join: "elsewhere",
};

/** A thread calls a host function that is not on the allow-list. */
export const unknownImport: CapabilityRule<"TC3007"> = {
  code: "TC3007",
  judge(effect) {
    if (effect.kind !== "import") return null;
    const isDecided = effect.capability !== null && Object.hasOwn(decided, effect.capability);
    return isDecided || nonDeterministicImport(effect.import) !== null ? null : { import: effect.import };
  },
};
