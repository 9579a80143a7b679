import type { Effect } from "../analysis/reachability/effects";
import type { Code, CodeArguments } from "../diagnostics/catalogue";
import type { ThreadKind } from "../verify/manifest";
import type { AnyCapabilityRule } from "./rule";
import { reachedJoin } from "./TC2008-join-in-thread";
import { event } from "./TC3001-event";
import { reachedSpawn } from "./TC3002-nested-spawn";
import { writeWithoutReservation } from "./TC3003-write-without-reservation";
import { deployment } from "./TC3004-deployment";
import { transientStorage } from "./TC3005-transient-storage";
import { nonDeterminism } from "./TC3006-non-determinism";
import { unknownImport } from "./TC3007-unknown-import";

/** The rules about what a thread may reach, by code. */
export const capabilityRules: readonly AnyCapabilityRule[] = [
  reachedJoin,
  event,
  reachedSpawn,
  writeWithoutReservation,
  deployment,
  transientStorage,
  nonDeterminism,
  unknownImport,
];

/** What is wrong, as a code of the catalogue with the values its texts need. */
export interface Verdict<C extends Code = Code> {
  readonly code: C;
  readonly args: CodeArguments<C>;
}

/** Whether a thread may have an effect: null if it may. The compiler's check and the verifier of finished modules both ask this. */
export function judgeEffect(effect: Effect, kind: ThreadKind): Verdict | null {
  for (const { code, judge } of capabilityRules) {
    const args = judge(effect, kind);
    if (args !== null) return { code, args: args as CodeArguments<Code> };
  }
  return null;
}
