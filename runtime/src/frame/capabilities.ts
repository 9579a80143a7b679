import type { Capability, Code } from "@threaded-contract/transform";
import type { Frame } from "./frame";
import type { HostFunction } from "./host";
import type { PlannedImport } from "./imports";

/** Codes of what the body of a thread may not do: those of the static rules. */
const inThread: Partial<Record<Capability, Code>> = {
  event: "TC3001",
  spawn: "TC3002",
  deployment: "TC3004",
  transient: "TC3005",
  join: "TC2008",
};

/** Codes of what a contract called by a thread may not do. */
const belowThread: Partial<Record<Capability, Code>> = { spawn: "TC5023", join: "TC2008" };

/** What a read-only call may not do. */
const changing: readonly Capability[] = ["write", "event", "deployment", "transient"];

/**
 * A function that traps in place of a host function this frame may not use, or null if it may.
 * Decided once, when the frame first calls the import: what a frame may do never changes while it runs.
 */
export function refusal(frame: Frame, { field, capability, factory }: PlannedImport): HostFunction | null {
  if (capability === undefined && frame.inThread) return () => frame.trap("TC3007", { import: field });
  if (frame.role === "thread") {
    const code = capability && inThread[capability];
    if (code) return () => trapPlainly(frame, code);
    if (capability === "write" && !frame.reserves) return () => frame.trap("TC3003", {});
  } else if (frame.inThread) {
    const code = capability && belowThread[capability];
    if (code) return () => trapPlainly(frame, code);
  }
  if (capability === "result" && frame.role !== "thread") {
    return () => frame.trap("TC5015", { import: field, reason: "only the body of a thread returns a result" });
  }
  if (capability !== undefined && changing.includes(capability) && frame.context.readOnly) {
    return () => frame.trap("TC5019", { import: field });
  }
  if (factory === undefined) {
    return () => frame.trap("TC5015", { import: field, reason: "this chain does not provide it" });
  }
  return null;
}

/** Traps with a code whose texts have no values. */
function trapPlainly(frame: Frame, code: Code): never {
  return frame.trap(code, {} as never);
}
