/** A process that runs batches of programs under schedules for its parent. */
import { PlaceKeeper } from "./schedule-places";
import { ScheduledBatch, SCHEDULES_PER_PROGRAM } from "./schedule-runner";

/** Programs that follow each other, and how many runs are made of them: each program has all its schedules but the last. */
export interface ScheduleTask {
  readonly seed: number;
  readonly first: number;
  readonly runs: number;
}

export interface ScheduleAnswer {
  /** What differs first and in which program, or null. */
  readonly difference: { readonly program: number; readonly what: string } | null;
}

const keeper = new PlaceKeeper();

async function run({ seed, first, runs }: ScheduleTask): Promise<ScheduleAnswer> {
  const programs = Math.ceil(runs / SCHEDULES_PER_PROGRAM);
  const batch = new ScheduledBatch(keeper, seed, first, programs);
  for (let position = 0; position < programs; position++) {
    const count = Math.min(SCHEDULES_PER_PROGRAM, runs - position * SCHEDULES_PER_PROGRAM);
    const what = await batch.run(position, count);
    if (what !== null) return { difference: { program: first + position, what } };
  }
  return { difference: null };
}

process.on("message", (task: ScheduleTask) => {
  void run(task)
    .catch((error: Error) => ({ difference: { program: task.first, what: error.stack ?? error.message } }))
    .then((answer) => process.send?.(answer));
});
process.on("disconnect", () => process.exit());
