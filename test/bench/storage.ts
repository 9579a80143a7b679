import { startBareReads } from "./bare-reads";
import { call, withContract, type Methods } from "./chains";
import { cores } from "./machine";
import { compare, interleave, summarize, time, type Samples } from "./samples";
import { atLeast, atMost, type Effort, type Figure, type Suite } from "./suite";

const SOURCE = { source: "assembly/state.ts", transform: true } as const;
const FILL_SLOTS = 10_000;

async function fill(contract: Methods, slots: number): Promise<void> {
  const step = Math.min(FILL_SLOTS, slots);
  for (let first = 0; first < slots; first += step) await call(contract, "fill", first, step);
}

/** The first spawn of a transaction takes the snapshot: its cost must not grow with the state. */
async function firstSpawn(small: Methods, large: Methods, { short }: Effort): Promise<Figure> {
  const rounds = short ? 3 : 300;
  const values = await interleave(rounds, {
    small: () => time(() => call(small, "firstSpawn", 7)),
    large: () => time(() => call(large, "firstSpawn", 7)),
  });
  const microseconds = (list: readonly number[]) => `${(summarize(list).median * 1_000).toFixed(0)} µs`;
  return {
    name: "first spawn: 1,000,000 slots of state / 1,000 slots",
    ratio: compare(values.large, values.small),
    bar: atMost(1.5),
    note: `a call with it ${microseconds(values.large)}, ${microseconds(values.small)}`,
  };
}

/** Slots that the threads read over and over: a thread also keeps the set of what it read, which is not measured here. */
const SLOTS_READ = 500;

/** Threads read the same frozen state, so reads have to scale with the cores. */
async function scaling(contract: Methods, { short }: Effort): Promise<Figure> {
  const reads = short ? 100 : 200_000;
  const bare = startBareReads(cores, SLOTS_READ);
  try {
    const measures = {
      one: () => time(() => call(contract, "readInThreads", 1, reads, SLOTS_READ)),
      all: () => time(() => call(contract, "readInThreads", cores, reads, SLOTS_READ)),
      bareOne: () => bare.measure(1, 3 * reads),
      bareAll: () => bare.measure(cores, 3 * reads),
    };
    await interleave(short ? 1 : 20, measures);
    const values = await interleave(short ? 1 : 31, measures);
    const scale = (one: readonly number[], all: readonly number[]): Samples => {
      const { median, low, high } = compare(one, all);
      return { median: cores * median, low: cores * low, high: cores * high };
    };
    const rate = (threads: number, list: readonly number[]) =>
      `${((threads * reads) / summarize(list).median / 1_000).toFixed(1)} M/s`;
    return {
      name: `storage reads: ${cores} threads / 1`,
      ratio: scale(values.one, values.all),
      floor: `4.0 of 4, now ${scale(values.bareOne, values.bareAll).median.toFixed(2)}`,
      bar: atLeast(0.9 * cores),
      note: `${rate(cores, values.all)} in ${cores} threads, ${rate(1, values.one)} in one`,
    };
  } finally {
    await bare.close();
  }
}

/** What a large state costs. */
export const storageSuite: Suite = {
  name: "storage",
  measure: (effort) =>
    withContract(SOURCE, {}, (small) =>
      withContract(SOURCE, {}, async (large) => {
        const slots = effort.short ? 2_000 : 1_000_000;
        await fill(small, 1_000);
        await fill(large, slots);
        return [await firstSpawn(small, large, effort), await scaling(large, effort)];
      }),
    ),
};
