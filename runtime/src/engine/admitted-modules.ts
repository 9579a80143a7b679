import { hash } from "node:crypto";
import type { GasSchedule } from "../gas/schedule";
import type { AdmittedModule } from "../meter/admit";

/** Modules that are kept, so that deploying the same file again costs nothing; the oldest goes first. */
const KEPT_MODULES_MAXIMUM = 64;

const kept = new Map<string, AdmittedModule>();

/** The same bytes under the same schedule are the same module, and engines know it by this. */
export function moduleKey(hash: string, schedule: string): string {
  return `${hash}:${schedule}`;
}

/** The module of these bytes, if it has been admitted in this process. */
export function findAdmitted(bytes: Uint8Array, schedule: GasSchedule): AdmittedModule | undefined {
  return kept.get(moduleKey(hash("sha256", bytes, "hex"), schedule.id));
}

export function rememberAdmitted(module: AdmittedModule): void {
  kept.set(moduleKey(module.hash, module.schedule), module);
  const [oldest] = kept.keys();
  if (kept.size > KEPT_MODULES_MAXIMUM && oldest !== undefined) kept.delete(oldest);
}
