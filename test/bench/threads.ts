import { BatchClock } from "./batch-clock";
import { startBareWorkers, type BareWorkers } from "./bare-workers";
import { call, withContract, type Methods } from "./chains";
import { cores } from "./machine";
import { startRoundTrips } from "./round-trip";
import { compare, interleave, summarize, time } from "./samples";
import { atLeast, atMost, type Bar, type Effort, type Figure, type Suite } from "./suite";

const SOURCE = { source: "assembly/threads.ts", transform: true } as const;
/** How long one measured call takes in sequence, at least: with cold caches, the first of its batches takes longer than all others. */
const CALL_MILLISECONDS = 100;

/** Together they take this long in sequence, at least. */
const ROUNDS_MILLISECONDS = 3_000;
const ROUNDS_MINIMUM = 15;

/** Calls before anything is measured: until then the engine compiles the runtime's own code, in each worker, beside what it runs. */
const WARM_UP_CALLS = 1_500;

/** Batches of threads, whose median time is compared with that of the same work without threads. */
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

/** What the batches of one row are measured with. */
interface Stage {
  readonly contract: Methods;
  readonly clock: BatchClock;
  readonly bare: BareWorkers;
  readonly stepsPerMicrosecond: number;
}

async function speedUp(stage: Stage, { threads, microseconds, floor, bar }: Batch, { short }: Effort): Promise<Figure> {
  const { contract, clock, bare } = stage;
  const steps = Math.round(stage.stepsPerMicrosecond * microseconds);
  const batchMilliseconds = (microseconds * threads) / 1_000;
  const batches = short ? 1 : Math.max(1, Math.round(CALL_MILLISECONDS / batchMilliseconds));
  const rounds = short ? 1 : Math.max(ROUNDS_MINIMUM, Math.round(ROUNDS_MILLISECONDS / (batches * batchMilliseconds)));
  const task = { batches, threads, steps };
  const times = { batch: [] as number[], bareBatch: [] as number[] };
  const measures = {
    empty: () => time(() => call(contract, "inThreads", 0, threads, steps)),
    sequence: () => time(() => call(contract, "inSequence", batches, threads, steps)),
    threads: async () => {
      clock.reset();
      // The clock sees where a batch begins, so that the last one only ends the one before it.
      const whole = await time(() => call(contract, "inThreads", batches + 1, threads, steps));
      times.batch.push(...clock.batches(threads));
      return whole;
    },
    bareSequence: async () => (await bare.measure({ ...task, alone: true }))[0]!,
    bareThreads: async () => {
      times.bareBatch.push(...(await bare.measure({ ...task, alone: false })));
      return 0;
    },
  };
  await interleave(rounds, measures);
  times.batch.length = 0;
  times.bareBatch.length = 0;
  const values = await interleave(rounds, measures);
  // What the call itself costs is in both, and is taken off.
  const surroundings = summarize(values.empty).median;
  const each = (list: readonly number[], count: number) => (summarize(list).median - surroundings) / count;
  const sequence = each(values.sequence, batches);
  const whole = sequence / each(values.threads, batches + 1);
  const batch = summarize(times.batch);
  const bareRatio = summarize(values.bareSequence).median / batches / summarize(times.bareBatch).median;
  return {
    name: `speed-up of ${threads} threads of ${microseconds / 1_000} ms`,
    ratio: { median: sequence / batch.median, low: sequence / batch.high, high: sequence / batch.low },
    floor: `${floor}, now ${bareRatio.toFixed(2)}`,
    ...(bar === undefined ? {} : { bar }),
    note: `in sequence ${sequence.toFixed(2)} ms, in threads ${batch.median.toFixed(2)} ms; whole calls ${whole.toFixed(2)}`,
  };
}

async function speedUps(stepsPerMicrosecond: number, effort: Effort): Promise<Figure[]> {
  const clock = new BatchClock();
  const measure = async (contract: Methods): Promise<Figure[]> => {
    const bare = startBareWorkers(cores - 1);
    try {
      const figures: Figure[] = [];
      const steps = Math.round(stepsPerMicrosecond * 100);
      for (let i = 0; i < (effort.short ? 1 : WARM_UP_CALLS); i++) await call(contract, "inThreads", 2, cores, steps);
      for (const batch of BATCHES) {
        figures.push(await speedUp({ contract, clock, bare, stepsPerMicrosecond }, batch, effort));
      }
      return figures;
    } finally {
      await bare.close();
    }
  };
  return withContract(SOURCE, {}, measure, (options) => clock.createChain(options));
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
      const rows = await speedUps(steps, effort);
      return [...rows, await tinyThreads(steps, contract, effort)];
    });
    for (const image of IMAGES) figures.push(await spawnAndJoin(image, effort));
    return figures;
  },
};
