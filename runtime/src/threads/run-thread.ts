import { invariant } from "../errors";
import { runFrame } from "../frame/run-frame";
import { REPEAT, type FrameResult } from "../frame/signals";
import { FAILURE_DATA_BYTES_MAXIMUM } from "../limits";
import { sortedCells, sortedKeys } from "../storage/sorted";
import { noBytes } from "../storage/words";
import type { World } from "../world";
import { Status, type ThreadJob, type ThreadOutcome } from "./backend";
import { placeJob } from "./deployed";
import { ThreadExecution } from "./thread-execution";

/**
 * Runs a thread from its image to its end. A pure function of the job and the world: the same outcome at the spawn, at
 * the join, on any worker, and again.
 *
 * @throws TC6017, TC6018 when the host fails, which is never a thread's outcome
 */
export function runThread(job: ThreadJob, world: World): ThreadOutcome {
  const place = placeJob(job, world);
  const outcome = attempt(job, place, world.tracer !== undefined) ?? attempt(job, place, true);
  invariant(outcome !== undefined, "the unmerged meter does not give up");
  invariant(outcome.gasUsed <= job.gas, "a thread uses no more than its budget");
  return outcome;
}

/** Undefined if the merged meter gave up; the job is as it was. */
function attempt(job: ThreadJob, place: ReturnType<typeof placeJob>, exact: boolean): ThreadOutcome | undefined {
  const execution = new ThreadExecution(place.world, job, exact);
  try {
    const result = runFrame({
      execution,
      contract: place.contract,
      context: job.context,
      role: "thread",
      depth: job.counters.depth,
      gas: job.gas,
      stackBytes: job.stackBytes,
      entry: job,
    });
    return makeOutcome(job, execution, result);
  } catch (error) {
    if (error !== REPEAT) throw error;
    return undefined;
  }
}

/** A failed thread brings back why it failed and what it read, and nothing else (F-1). */
function makeOutcome(job: ThreadJob, execution: ThreadExecution, result: FrameResult): ThreadOutcome {
  const succeeded = result.status === Status.success;
  invariant(succeeded === (result.code === 0), "a failure has a code");
  return {
    ticket: job.ticket,
    status: result.status,
    code: result.code,
    functionIndex: result.functionIndex,
    offset: result.offset,
    gasUsed: result.gasUsed,
    data: succeeded ? result.data : result.data.slice(0, FAILURE_DATA_BYTES_MAXIMUM),
    message: result.message,
    writes: succeeded ? sortedCells(execution.writes) : noBytes,
    reads: sortedKeys(execution.reads),
    regions: succeeded ? execution.regions : noBytes,
    calls: execution.calls - job.counters.calls,
    warm: execution.warmth?.ownTouches() ?? noBytes,
  };
}
