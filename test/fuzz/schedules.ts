/** Random programs under seeded schedules: whatever the schedule and the size of the pool, the receipts are the same bytes. */
import { fork, type ChildProcess } from "node:child_process";
import { availableParallelism } from "node:os";
import { inRepository } from "../tasks/repository";
import { BATCH } from "./batch";
import { SCHEDULES_PER_PROGRAM } from "./schedule-runner";
import type { ScheduleAnswer, ScheduleTask } from "./schedules-process";

export interface ScheduleOptions {
  /** Runs: of a program under a schedule. */
  readonly count: number;
  readonly seed: number;
  /** Number of the first program of the seed; 0 if left out. */
  readonly first?: number;
  /** Processes that share the work; one for each processor if left out. */
  readonly processes?: number;
  print(line: string): void;
}

export interface ScheduleResult {
  readonly differences: number;
  /** Runs that were compared. */
  readonly schedules: number;
}

const PROGRESS_MILLISECONDS = 10_000;
/** The schedules of a batch take some seconds; a runtime that hangs must not hang the fuzzer. */
const TASK_MILLISECONDS_MAXIMUM = 300_000;

/** Runs consecutive programs of a seed, each under its schedules, until the first difference. */
export async function runSchedules(options: ScheduleOptions): Promise<ScheduleResult> {
  const { count, seed, first = 0, print, processes = availableParallelism() } = options;
  const start = performance.now();
  const queue = tasksOf(seed, first, count);
  let told = start;
  let done = 0;
  let differences = 0;
  const tell = (): void => {
    told = performance.now();
    print(`${done} of ${count} schedules, ${((done * 1_000) / (told - start)).toFixed(0)} a second`);
  };
  const take = (): ScheduleTask | undefined => (differences > 0 ? undefined : queue.shift());
  const finish = ({ runs }: ScheduleTask, { difference }: ScheduleAnswer): void => {
    done += runs;
    if (difference !== null) {
      differences++;
      const { program, what } = difference;
      const repeat = `npm run fuzz -- --schedules ${SCHEDULES_PER_PROGRAM} --seed ${seed} --first ${program}`;
      print(`program ${program}, ${what}\nrepeat with: ${repeat}`);
    }
    if (performance.now() - told >= PROGRESS_MILLISECONDS) tell();
  };
  const size = Math.min(processes, queue.length);
  await Promise.all(Array.from({ length: size }, () => runProcess(take, finish)));
  tell();
  return { differences, schedules: done };
}

/** Tasks begin at multiples of the size of a batch, whatever range is asked for. */
function tasksOf(seed: number, first: number, count: number): ScheduleTask[] {
  const tasks: ScheduleTask[] = [];
  for (let at = first, left = count; left > 0;) {
    const end = (Math.floor(at / BATCH) + 1) * BATCH;
    const runs = Math.min(left, (end - at) * SCHEDULES_PER_PROGRAM);
    tasks.push({ seed, first: at, runs });
    left -= runs;
    at = end;
  }
  return tasks;
}

async function runProcess(
  take: () => ScheduleTask | undefined,
  finish: (task: ScheduleTask, answer: ScheduleAnswer) => void,
): Promise<void> {
  const child = fork(inRepository("test", "dist", "fuzz", "schedules-process.js"), { execArgv: [] });
  try {
    for (let task = take(); task !== undefined; task = take()) finish(task, await ask(child, task));
  } finally {
    child.kill("SIGKILL");
  }
}

/** Sends a task; a process that dies or does not answer has found a difference, too. */
function ask(child: ChildProcess, task: ScheduleTask): Promise<ScheduleAnswer> {
  return new Promise((resolve) => {
    const end = (answer: ScheduleAnswer): void => {
      clearTimeout(timer);
      child.removeAllListeners();
      resolve(answer);
    };
    const lost = (what: string): void => end({ difference: { program: task.first, what } });
    const timer = setTimeout(() => lost("the process did not answer"), TASK_MILLISECONDS_MAXIMUM);
    child.once("message", (answer) => end(answer as ScheduleAnswer));
    child.once("exit", (code, signal) => lost(`the process ended with ${code ?? signal}`));
    child.send(task);
  });
}
