/** The parts of the engine that schedules drive, from the built runtime under test; their types are those of the sources. */
import { builtRuntime as built } from "../tasks/built-runtime";

type Module<T> = { readonly [K in keyof T]: T[K] };

export const { JobReader } = built("engine/job-record") as Module<typeof import("../../runtime/src/engine/job-record")>;
export const { OutcomeRegion } = built("engine/outcome-region") as Module<
  typeof import("../../runtime/src/engine/outcome-region")
>;
export const { PoolBackend } = built("engine/pool-backend") as Module<
  typeof import("../../runtime/src/engine/pool-backend")
>;
export const { claimantOf, JobQueue } = built("engine/queue") as Module<
  typeof import("../../runtime/src/engine/queue")
>;
export const { Control, JobState, QUEUE_POSITIONS, Slot, threadClaimant } = built("protocol") as Module<
  typeof import("../../runtime/src/protocol")
>;
export const { createSharedBuffers } = built("engine/shared-memory") as Module<
  typeof import("../../runtime/src/engine/shared-memory")
>;
export const { runThread } = built("threads/run-thread") as Module<
  typeof import("../../runtime/src/threads/run-thread")
>;
