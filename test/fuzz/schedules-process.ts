/** A process that runs programs under schedules for its parent. */
import { ScheduleRunner } from "./schedule-runner";

/** A program, and how many of its schedules. */
export interface ScheduleTask {
  readonly program: number;
  readonly count: number;
}

export interface ScheduleAnswer {
  /** What differs first, or null. */
  readonly difference: string | null;
}

const runner = new ScheduleRunner();

process.on("message", ({ program, count }: ScheduleTask) => {
  void runner
    .run(program, count)
    .catch((error: Error) => error.stack ?? error.message)
    .then((difference) => process.send?.({ difference } satisfies ScheduleAnswer));
});
process.on("disconnect", () => process.exit());
