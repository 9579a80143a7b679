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
