import { oip0002 } from "./oip0002";
import { opnet } from "./opnet";
import type { GasSchedule } from "./schedule";

/** Every schedule this version has, in a fixed order. */
export const gasSchedules: readonly GasSchedule[] = Object.freeze([
  oip0002,
  opnet("spec"),
  opnet("roswell"),
  opnet("utf"),
]);

/**
 * The schedule of an id such as `"oip0002/1"`, or undefined.
 *
 * @example
 * ```ts
 * const chain = await createChain({ schedule: findSchedule("oip0002/1")! });
 * ```
 */
export function findSchedule(id: string): GasSchedule | undefined {
  return gasSchedules.find((schedule) => schedule.id === id);
}
