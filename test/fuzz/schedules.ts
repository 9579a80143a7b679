/** Random programs under seeded schedules: whatever the schedule and the size of the pool, the receipts are the same bytes. */
import { fork, type ChildProcess } from "node:child_process";
import { availableParallelism } from "node:os";
import { inRepository } from "../tasks/repository";
import { SCHEDULES_PER_PROGRAM } from "./schedule-runner";
import type { ScheduleAnswer, ScheduleTask } from "./schedules-process";

export interface ScheduleOptions {
  /** Runs: of a program under a schedule. */
  readonly count: number;
  /** Number of the first program. */
  readonly seed: number;
  /** Processes that share the work; one for each processor if left out. */
  readonly processes?: number;
  /** Folder of the build of the runtime that is fuzzed; the repository's own if left out. */
  readonly runtime?: string;
  print(line: string): void;
}

export interface ScheduleResult {
  readonly differences: number;
  /** Runs that were compared. */
  readonly schedules: number;
}

const PROGRESS_MILLISECONDS = 10_000;
/** The schedules of a program take a fraction of a second; a runtime that hangs must not hang the fuzzer. */
const TASK_MILLISECONDS_MAXIMUM = 120_000;

/** Runs programs of consecutive numbers from `seed`, each under its schedules, until the first difference. */
export async function runSchedules(options: ScheduleOptions): Promise<ScheduleResult> {
  const { count, seed, print, processes = availableParallelism() } = options;
  const start = performance.now();
  let told = start;
  let next = 0;
  let done = 0;
  let differences = 0;
  const tell = (): void => {
    told = performance.now();
    print(`${done} of ${count} schedules, ${((done * 1_000) / (told - start)).toFixed(0)} a second`);
  };
  const take = (): ScheduleTask | undefined => {
    if (differences > 0 || next * SCHEDULES_PER_PROGRAM >= count) return undefined;
    const left = count - next * SCHEDULES_PER_PROGRAM;
    return { program: seed + next++, count: Math.min(left, SCHEDULES_PER_PROGRAM) };
  };
  const finish = (task: ScheduleTask, { difference }: ScheduleAnswer): void => {
    done += task.count;
    if (difference !== null) {
      differences++;
      print(`program ${task.program}, ${difference}\nrepeat with: ${repeatLine(task)}`);
    }
    if (performance.now() - told >= PROGRESS_MILLISECONDS) tell();
  };
  const size = Math.min(processes, Math.ceil(count / SCHEDULES_PER_PROGRAM));
  await Promise.all(Array.from({ length: size }, () => runProcess(options.runtime, take, finish)));
  tell();
  return { differences, schedules: done };
}

function repeatLine({ program, count }: ScheduleTask): string {
  return `npm run fuzz -- --schedules ${count} --seed ${program}`;
}

async function runProcess(
  runtime: string | undefined,
  take: () => ScheduleTask | undefined,
  finish: (task: ScheduleTask, answer: ScheduleAnswer) => void,
): Promise<void> {
  const env = { ...process.env, ...(runtime === undefined ? {} : { THREADED_CONTRACT_RUNTIME: runtime }) };
  const child = fork(inRepository("test", "dist", "fuzz", "schedules-process.js"), { env, execArgv: [] });
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
    const timer = setTimeout(() => end({ difference: "the process did not answer" }), TASK_MILLISECONDS_MAXIMUM);
    child.once("message", (answer) => end(answer as ScheduleAnswer));
    child.once("exit", (code, signal) => end({ difference: `the process ended with ${code ?? signal}` }));
    child.send(task);
  });
}
