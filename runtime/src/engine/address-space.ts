import { readFileSync } from "node:fs";
import { WORKERS_MAXIMUM } from "../limits";

/** Address space of a worker: its first memory reserves about 10 GiB, its heap and its code the rest (performance.md §2). */
const WORKER_BYTES = 12 * 2 ** 30;

/** Workers' worth of address space that the process and the frame worker need. */
const OTHERS = 2;

/**
 * Thread workers for which the process may have enough address space; a smaller pool gives the same receipts.
 * Under a limit (`ulimit -v`) a worker too many would be the end of the whole process.
 */
export function workersThatFit(): number {
  const limit = addressSpaceBytes();
  if (limit === undefined) return WORKERS_MAXIMUM;
  return Math.min(WORKERS_MAXIMUM, Math.max(0, Math.floor(limit / WORKER_BYTES) - OTHERS));
}

/** The limit of the process, as far as the system tells it; undefined for none. */
function addressSpaceBytes(): number | undefined {
  if (process.platform !== "linux") return undefined;
  try {
    const limits = readFileSync("/proc/self/limits", "utf8");
    const soft = /^Max address space\s+(\d+)/m.exec(limits)?.[1];
    return soft === undefined ? undefined : Number(soft);
  } catch {
    return undefined; // no /proc: workers test for themselves when they start
  }
}
