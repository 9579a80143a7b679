/** Random programs on workers that a seeded scheduler delays: whatever the schedule, the receipts are the same bytes. */

export interface ScheduleOptions {
  /** Schedules to run. */
  readonly count: number;
  readonly seed: number;
  readonly print: (line: string) => void;
}

/** Runs schedules and compares receipts. */
export function runSchedules({ print }: ScheduleOptions): Promise<{ differences: number }> {
  print("There are no schedules yet.");
  return Promise.resolve({ differences: 1 });
}
