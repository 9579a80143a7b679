import { call, withContract, type Methods } from "./chains";
import { cores } from "./machine";
import { compare, interleave, summarize, time } from "./samples";
import { atMost, type Effort, type Figure, type Suite } from "./suite";

const SOURCE = { source: "assembly/threads.ts", transform: true } as const;
const MEBIBYTE = 2 ** 20;
const GROWTH_SAMPLES = 40;
/** What is said of this many transactions is measured over four times as many. */
const GROWTH_TRANSACTIONS = 100_000;
/** About 0.1 ms of work, as the other figures of short threads have. */
const STEPS_OF_SHORT_THREADS = 58_000;

/** Resident bytes once the garbage is gone, if the process lets us ask for that. */
function residentBytes(): number {
  globalThis.gc?.();
  return process.memoryUsage().rss;
}

/** Transactions with threads, over and over: what stays of each must be nothing. */
async function growth(contract: Methods, { short }: Effort): Promise<Figure> {
  const transactions = short ? 40 : 4 * GROWTH_TRANSACTIONS;
  const warmUp = short ? 5 : GROWTH_TRANSACTIONS;
  const run = async (count: number) => {
    for (let i = 0; i < count; i++) await call(contract, "inThreads", 1, 4, 10);
  };
  await run(warmUp);
  const resident: number[] = [];
  for (let sample = 0; sample < GROWTH_SAMPLES; sample++) {
    await run(transactions / GROWTH_SAMPLES);
    resident.push(residentBytes() / MEBIBYTE);
  }
  // The least is what cannot be given back; the rest depends on when five threads last collected their garbage. From one half to the
  // other it is half of the transactions, and the least of a half varies by 2 MB as it is.
  const first = Math.min(...resident.slice(0, GROWTH_SAMPLES / 2));
  const last = Math.min(...resident.slice(GROWTH_SAMPLES / 2));
  const megabytes = ((last - first) * GROWTH_TRANSACTIONS) / (transactions / 2);
  return {
    name: `resident growth over ${GROWTH_TRANSACTIONS.toLocaleString("en")} transactions with threads, MB`,
    ratio: { median: megabytes, low: megabytes, high: megabytes },
    bar: atMost(5),
    note: `at least ${first.toFixed(1)} MB in the first half, ${last.toFixed(1)} MB in the second`,
  };
}

/** As many live threads as a transaction may have, on few workers, against the same work in 8 threads. */
async function manyThreads(contract: Methods, { short }: Effort): Promise<Figure> {
  const steps = short ? 100 : STEPS_OF_SHORT_THREADS;
  const measures = {
    many: () => time(() => call(contract, "inThreads", 1, 256, steps)),
    few: () => time(() => call(contract, "inThreads", 1, 8, steps * 32)),
  };
  await interleave(short ? 1 : 100, measures);
  const values = await interleave(short ? 1 : 100, measures);
  const milliseconds = (list: readonly number[]) => `${summarize(list).median.toFixed(1)} ms`;
  return {
    name: `256 threads of 0.1 ms on ${cores - 1} workers / the same work in 8`,
    ratio: compare(values.many, values.few),
    bar: atMost(1.15),
    note: `${milliseconds(values.many)}, ${milliseconds(values.few)}`,
  };
}

/** What many threads and many transactions leave in memory. */
export const memorySuite: Suite = {
  name: "memory",
  measure: (effort) =>
    withContract(SOURCE, {}, async (contract) => [await manyThreads(contract, effort), await growth(contract, effort)]),
};
