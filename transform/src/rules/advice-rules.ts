import type { Rule } from "./rule";
import { cheapThread } from "./TC7002-cheap-thread";
import { unboundedSpawns } from "./TC7003-unbounded-spawns";
import { noRefund } from "./TC7004-no-refund";
import { wideReservation } from "./TC7005-wide-reservation";

/** The rules that give advice, by code; they run on request only. */
export const adviceRules: readonly Rule[] = [cheapThread, unboundedSpawns, noRefund, wideReservation];
