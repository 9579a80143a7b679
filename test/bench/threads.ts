import { startBareWorkers, type BareWorkers } from "./bare-workers";
import { call, withContract, type Methods } from "./chains";
import { cores } from "./machine";
import { startRoundTrips } from "./round-trip";
import { compare, interleave, summarize, time } from "./samples";
import { atLeast, atMost, type Bar, type Effort, type Figure, type Suite } from "./suite";

const SOURCE = { source: "assembly/threads.ts", transform: true } as const;
/**
 * How long one measured call takes in sequence, at least. Short calls, many of them: now and then the system does not run a thread for
 * a millisecond or two, which the median of long calls would contain, and that of short ones does not.
 */
const CALL_MILLISECONDS = 40;

/** Together they take this long in sequence, at least. */
const ROUNDS_MILLISECONDS = 2_400;
const ROUNDS_MINIMUM = 15;

/** Calls before anything is measured: until then the engine compiles the runtime's own code, in each worker, beside what it runs. */
const WARM_UP_CALLS = 1_500;

/** Batches of threads whose time is compared with that of the same work without threads. */
interface Batch {
  readonly threads: number;
  readonly microseconds: number;
  /** What a prototype reached on a quiet machine; the same work on bare workers is measured beside it. */
  readonly floor: string;
  readonly bar?: Bar;
}

const BATCHES: readonly Batch[] = [
  { threads: 4 * cores, microseconds: 10_000, floor: "3.91 of 4", bar: atLeast(0.95 * cores) },
  { threads: 64, microseconds: 1_000, floor: "3.87 of 4" },
  { threads: 64, microseconds: 100, floor: "3.79 of 4", bar: atLeast(0.85 * cores) },
  { threads: cores, microseconds: 100, floor: "3.10–3.69 of 4", bar: atLeast(0.75 * cores) },
];

/** Steps of the contract's work that take a microsecond here. */
async function calibrate(contract: Methods): Promise<number> {
  const steps = 20_000_000;
  await call(contract, "inSequence", 1, 1, steps);
  const values = await interleave(5, { work: () => time(() => call(contract, "inSequence", 1, 1, steps)) });
  return steps / summarize(values.work).median / 1_000;
}

async function speedUp(
  contract: Methods,
  bare: BareWorkers,
  stepsPerMicrosecond: number,
  compared: Batch,
  { short }: Effort,
) {
  const { threads, microseconds, floor, bar } = compared;
  const steps = Math.round(stepsPerMicrosecond * microseconds);
  const batchMilliseconds = (microseconds * threads) / 1_000;
  const batches = short ? 1 : Math.max(1, Math.round(CALL_MILLISECONDS / batchMilliseconds));
  const rounds = short ? 1 : Math.max(ROUNDS_MINIMUM, Math.round(ROUNDS_MILLISECONDS / (batches * batchMilliseconds)));
  const measures = {
    empty: () => time(() => call(contract, "inThreads", 0, threads, steps)),
    sequence: () => time(() => call(contract, "inSequence", batches, threads, steps)),
    threads: () => time(() => call(contract, "inThreads", batches, threads, steps)),
    bareSequence: () => bare.measure({ batches, threads, steps, alone: true }),
    bareThreads: () => bare.measure({ batches, threads, steps, alone: false }),
  };
  await interleave(rounds, measures);
  const values = await interleave(rounds, measures);
  // What the call itself costs is in both, and is taken off.
  const surroundings = summarize(values.empty).median;
  const batch = (times: readonly number[]) => times.map((time) => (time - surroundings) / batches);
  const [sequence, parallel] = [batch(values.sequence), batch(values.threads)];
  const median = (times: readonly number[]) => `${summarize(times).median.toFixed(2)} ms`;
  return {
    name: `speed-up of ${threads} threads of ${microseconds / 1_000} ms`,
    ratio: compare(sequence, parallel),
    floor: `${floor}, now ${compare(values.bareSequence, values.bareThreads).median.toFixed(2)}`,
    ...(bar === undefined ? {} : { bar }),
    note: `in sequence ${median(sequence)}, in threads ${median(parallel)}`,
  };
}

async function speedUps(contract: Methods, stepsPerMicrosecond: number, effort: Effort): Promise<Figure[]> {
  const bare = startBareWorkers(cores - 1);
  try {
    const figures: Figure[] = [];
    const steps = Math.round(stepsPerMicrosecond * 100);
    for (let i = 0; i < (effort.short ? 1 : WARM_UP_CALLS); i++) await call(contract, "inThreads", 2, cores, steps);
    for (const batch of BATCHES) figures.push(await speedUp(contract, bare, stepsPerMicrosecond, batch, effort));
    return figures;
  } finally {
    await bare.close();
  }
}

/** Threads so short that they cannot gain anything: the same threads on workers and, serially, on none. */
async function tinyThreads(stepsPerMicrosecond: number, pooled: Methods, { short }: Effort): Promise<Figure> {
  return withContract(SOURCE, { workers: 0 }, async (serial) => {
    const steps = Math.round(stepsPerMicrosecond * 3);
    const batches = short ? 1 : 500;
    const measures = {
      serial: () => time(() => call(serial, "inThreads", batches, cores, steps)),
      pooled: () => time(() => call(pooled, "inThreads", batches, cores, steps)),
    };
    await interleave(short ? 1 : 3, measures);
    const values = await interleave(short ? 1 : 25, measures);
    const each = (times: readonly number[]) => `${((summarize(times).median * 1_000) / batches / cores).toFixed(1)} µs`;
    return {
      name: `speed-up of ${cores} threads of 3 µs over running them in sequence`,
      ratio: compare(values.serial, values.pooled),
      floor: "0.84–1.63",
      bar: atLeast(0.95),
      note: `a thread ${each(values.pooled)}, in sequence ${each(values.serial)}`,
    };
  });
}

/** Images of these sizes, and the most that a spawn and a join of one may cost, in round trips. */
const IMAGES = [
  { name: "64 KiB", pages: 1, count: 2_000, bar: atMost(0.6) },
  { name: "1 MiB", pages: 16, count: 500, bar: atMost(1.6) },
  { name: "8 MiB", pages: 128, count: 100, bar: atMost(10) },
] as const;

async function spawnAndJoin(image: (typeof IMAGES)[number], { short }: Effort): Promise<Figure> {
  const flags = ["--initialMemory", `${image.pages}`];
  const count = short ? 20 : image.count;
  return withContract({ ...SOURCE, flags }, {}, async (contract) => {
    const trips = startRoundTrips(short ? 50 : 1_000);
    try {
      const measures = {
        empty: () => time(() => call(contract, "emptyThreads", 0)),
        spawns: () => time(() => call(contract, "emptyThreads", count)),
        trip: () => trips.measure(),
      };
      await interleave(short ? 1 : 3, measures);
      const values = await interleave(short ? 1 : 25, measures);
      // What the call itself costs is in both, and is taken off.
      const spawns = values.spawns.map((total, round) => ((total - (values.empty[round] ?? 0)) * 1_000) / count);
      return {
        name: `spawn + join of an empty thread, image of ${image.name} / postMessage round trip`,
        ratio: compare(spawns, values.trip),
        bar: image.bar,
        note: `${summarize(spawns).median.toFixed(1)} µs, round trip ${summarize(values.trip).median.toFixed(1)} µs`,
      };
    } finally {
      await trips.close();
    }
  });
}

/** How much faster threads are than the same work without them, and what a thread costs. */
export const threadsSuite: Suite = {
  name: "threads",
  measure: async (effort) => {
    const figures = await withContract(SOURCE, {}, async (contract) => {
      const steps = await calibrate(contract);
      const rows = await speedUps(contract, steps, effort);
      return [...rows, await tinyThreads(steps, contract, effort)];
    });
    for (const image of IMAGES) figures.push(await spawnAndJoin(image, effort));
    return figures;
  },
};
