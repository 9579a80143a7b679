import { readFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { compile } from "./contracts";
import { ask } from "./round-trip";

/** Loads before a bare worker sleeps: as long as the product's workers look for work. */
const SPIN_LOADS = 30_000;

/**
 * Workers, one of which leads. Jobs are numbers that are handed out in order; whoever is free takes the next one, the leader too.
 * There is no gas, no memory, no image, no result and no receipt: nothing but the machine.
 */
const WORKER = `
const { parentPort, workerData: { wasm, words, leads } } = require("node:worker_threads");
const { work } = new WebAssembly.Instance(new WebAssembly.Module(wasm), { env: { abort() {} } }).exports;
const signal = 0, next = 16, limit = 32, done = 48, steps = 64;
function runOne() {
  const job = Atomics.load(words, next);
  if (job >= Atomics.load(words, limit)) return false;
  if (Atomics.compareExchange(words, next, job, job + 1) !== job) return true;
  work(BigInt(job), Atomics.load(words, steps));
  Atomics.add(words, done, 1);
  return true;
}
function runBatches({ batches, threads }) {
  const times = [];
  for (let batch = 0; batch < batches; batch++) {
    const start = performance.now();
    const end = Atomics.add(words, limit, threads) + threads;
    Atomics.add(words, signal, 1);
    Atomics.notify(words, signal);
    while (runOne());
    while (Atomics.load(words, done) < end);
    times.push(performance.now() - start);
  }
  return times;
}
function runAlone({ batches, threads, steps }) {
  const start = performance.now();
  for (let job = 0; job < batches * threads; job++) work(BigInt(job), steps);
  return [performance.now() - start];
}
if (leads) parentPort.on("message", (task) => {
  Atomics.store(words, steps, task.steps);
  parentPort.postMessage((task.alone ? runAlone : runBatches)(task));
});
else {
  parentPort.ref();
  look();
}
function look() {
  for (;;) {
    const seen = Atomics.load(words, signal);
    while (runOne());
    let loads = 0;
    while (loads < ${SPIN_LOADS} && Atomics.load(words, signal) === seen) loads++;
    if (loads < ${SPIN_LOADS}) continue;
    const sleep = Atomics.waitAsync(words, signal, seen);
    if (sleep.async) return sleep.value.then(look);
  }
}`;

/** What the leader is asked to run. */
interface Task {
  readonly batches: number;
  readonly threads: number;
  readonly steps: number;
  /** On the leader alone. */
  readonly alone: boolean;
}

/** The work of the benchmark's threads on workers without the product: what the machine gives at that moment. */
export interface BareWorkers {
  /** Milliseconds that each batch of the task takes, or all together on the leader alone. */
  measure(task: Task): Promise<number[]>;
  close(): Promise<void>;
}

/** Starts `workers` of them beside the one that leads. */
export function startBareWorkers(workers: number): BareWorkers {
  const wasm = readFileSync(compile({ source: "assembly/work.ts", transform: false, flags: ["--runtime", "stub"] }));
  const words = new Int32Array(new SharedArrayBuffer(512));
  const start = (leads: boolean) => new Worker(WORKER, { eval: true, workerData: { wasm, words, leads } });
  const leader = start(true);
  const others = Array.from({ length: workers }, () => start(false));
  return {
    measure: (task) => ask(leader, task),
    close: async () => {
      await Promise.all([leader, ...others].map((worker) => worker.terminate()));
    },
  };
}
