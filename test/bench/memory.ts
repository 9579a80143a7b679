import { call, withContract, type Methods } from "./chains";
import { growthInProcess } from "./growth";
import { cores } from "./machine";
import { compare, interleave, summarize, time } from "./samples";
import { atMost, type Effort, type Figure, type Suite } from "./suite";

const SOURCE = { source: "assembly/threads.ts", transform: true } as const;
/** About 0.1 ms of work, as the other figures of short threads have. */
const STEPS_OF_SHORT_THREADS = 58_000;

function growth({ short }: Effort): Figure {
  const { transactions, first, last, megabytes } = growthInProcess(short);
  return {
    name: `resident growth over ${transactions.toLocaleString("en")} transactions with threads, MB`,
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
    withContract(SOURCE, {}, async (contract) => [await manyThreads(contract, effort), growth(effort)]),
};
