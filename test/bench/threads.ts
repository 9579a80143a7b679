import { call, withContract, type Methods } from "./chains";
import { cores } from "./machine";
import { startRoundTrips } from "./round-trip";
import { compare, interleave, summarize, time } from "./samples";
import { atLeast, atMost, type Bar, type Effort, type Figure, type Suite } from "./suite";

const SOURCE = { source: "assembly/threads.ts", transform: true } as const;
/** How long one measured call shall take in sequence, so that what surrounds a call does not count. */
const CALL_MILLISECONDS = 200;

/** Batches of threads whose time is compared with that of the same work without threads. */
interface Batch {
  readonly threads: number;
  readonly microseconds: number;
  readonly floor?: string;
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

async function speedUp(contract: Methods, stepsPerMicrosecond: number, batch: Batch, { short }: Effort) {
  const { threads, microseconds, floor, bar } = batch;
  const steps = Math.round(stepsPerMicrosecond * microseconds);
  const batches = short ? 1 : Math.max(1, Math.round((CALL_MILLISECONDS * 1_000) / (microseconds * threads)));
  const measures = {
    sequence: () => time(() => call(contract, "inSequence", batches, threads, steps)),
    threads: () => time(() => call(contract, "inThreads", batches, threads, steps)),
  };
  await interleave(short ? 1 : 3, measures);
  const values = await interleave(short ? 1 : 15, measures);
  const perBatch = (times: readonly number[]) => `${(summarize(times).median / batches).toFixed(2)} ms`;
  return {
    name: `speed-up of ${threads} threads of ${microseconds / 1_000} ms`,
    ratio: compare(values.sequence, values.threads),
    ...(floor === undefined ? {} : { floor }),
    ...(bar === undefined ? {} : { bar }),
    note: `in sequence ${perBatch(values.sequence)}, in threads ${perBatch(values.threads)}`,
  };
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
      const rows: Figure[] = [];
      for (const batch of BATCHES) rows.push(await speedUp(contract, steps, batch, effort));
      return [...rows, await tinyThreads(steps, contract, effort)];
    });
    for (const image of IMAGES) figures.push(await spawnAndJoin(image, effort));
    return figures;
  },
};
