import { decodeModule } from "@threaded-contract/transform";
import { invariant } from "../errors";
import type { GasSchedule } from "../gas/schedule";
import type { AdmittedModule } from "./admit";
import { checkExports } from "./check-exports";
import { compileEagerly } from "./compile";
import { meterModule } from "./meter-module";
import { planCalls, scanFunctions } from "./scan-module";

/** The most gas with which the merged meter can run: there remaining gas is a signed number, and negative when overdrawn. */
export const MERGED_GAS_MAXIMUM = 2n ** 62n;

const exactModules = new WeakMap<AdmittedModule, AdmittedModule>();

/**
 * An admitted module with the unmerged meter in place of the merged one: slower, but what it says of a run that does not
 * complete holds, to the unit and to the byte.
 *
 * It is made when it is first needed and kept as long as `admitted` is.
 *
 * @param schedule the one with which `admitted` was admitted
 */
export function exactModule(admitted: AdmittedModule, schedule: GasSchedule): AdmittedModule {
  invariant(admitted.schedule === schedule.id, "a module is metered under the schedule it was admitted for");
  if (admitted.trapMap !== null) return admitted;
  const known = exactModules.get(admitted);
  if (known !== undefined) return known;
  const module = decodeModule(admitted.bytes);
  const entries = checkExports(module, admitted.manifest);
  const { stackCharges } = planCalls(module, scanFunctions(module), entries);
  const { bytes, trapMap } = meterModule({ module, schedule, stackCharges, entries });
  const exact = Object.freeze({ ...admitted, instrumented: bytes, module: compileEagerly(bytes), trapMap });
  exactModules.set(admitted, exact);
  return exact;
}
