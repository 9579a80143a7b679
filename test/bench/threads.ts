import { createChain, type Chain } from "@threaded-contract/runtime";
import { compile } from "./contracts";
import { cores } from "./machine";
import { startRoundTrips } from "./round-trip";
import { compare, interleave, summarize, time } from "./samples";
import type { Effort, Figure, Suite } from "./suite";

const SOURCE = "assembly/threads.ts";
const THREAD_COUNTS = [4, 16, 64] as const;
const WORK_MILLISECONDS = [0.1, 1, 10] as const;
/** How long one measured call shall take in sequence, so that what surrounds a call does not count. */
const CALL_MILLISECONDS = 200;
const GAS = 1_000_000_000_000_000n;

/** The contract of `assembly/threads.ts`, as far as it is called here. */
type ThreadsContract = {
  inThreads(batches: number, threads: number, steps: number): Promise<{ expectSuccess(): unknown }>;
  inSequence(batches: number, threads: number, steps: number): Promise<{ expectSuccess(): unknown }>;
  emptyThreads(count: number): Promise<{ expectSuccess(): unknown }>;
};

/** Steps of the contract's work that take a millisecond here. */
async function calibrate(contract: ThreadsContract): Promise<number> {
  const steps = 20_000_000;
  await contract.inSequence(1, 1, steps);
  const values = await interleave(5, {
    work: () => time(async () => (await contract.inSequence(1, 1, steps)).expectSuccess()),
  });
  return Math.round(steps / summarize(values.work).median);
}

async function measureSpeedUp(
  contract: ThreadsContract,
  threads: number,
  steps: number,
  batches: number,
  rounds: number,
) {
  await contract.inThreads(1, threads, steps);
  return interleave(rounds, {
    inline: () => time(async () => (await contract.inSequence(batches, threads, steps)).expectSuccess()),
    threaded: () => time(async () => (await contract.inThreads(batches, threads, steps)).expectSuccess()),
  });
}

async function speedUps(contract: ThreadsContract, { short }: Effort): Promise<Figure[]> {
  const stepsPerMillisecond = await calibrate(contract);
  const figures: Figure[] = [];
  for (const milliseconds of WORK_MILLISECONDS) {
    for (const threads of THREAD_COUNTS) {
      const steps = Math.round(stepsPerMillisecond * milliseconds);
      const batches = short ? 1 : Math.max(1, Math.round(CALL_MILLISECONDS / (milliseconds * threads)));
      const values = await measureSpeedUp(contract, threads, steps, batches, short ? 1 : 15);
      const perBatch = (times: readonly number[]) => `${(summarize(times).median / batches).toFixed(2)} ms`;
      figures.push({
        name: `speed-up of ${threads} threads of ${milliseconds} ms`,
        ratio: compare(values.inline, values.threaded),
        ...(milliseconds === 10 ? { bar: { value: 0.85 * Math.min(cores, threads), is: "at least" } as const } : {}),
        note: `inline ${perBatch(values.inline)}, in threads ${perBatch(values.threaded)}`,
      });
    }
  }
  return figures;
}

async function spawnAndJoin(contract: ThreadsContract, { short }: Effort): Promise<Figure> {
  const count = short ? 50 : 2000;
  const trips = startRoundTrips(short ? 50 : 1000);
  try {
    await contract.emptyThreads(count);
    await trips.measure();
    const values = await interleave(short ? 1 : 15, {
      empty: () => time(async () => (await contract.emptyThreads(0)).expectSuccess()),
      spawns: () => time(async () => (await contract.emptyThreads(count)).expectSuccess()),
      trip: () => trips.measure(),
    });
    // What the call itself costs is in both, and is taken off.
    const spawns = values.spawns.map((total, round) => ((total - (values.empty[round] ?? 0)) * 1000) / count);
    return {
      name: "spawn + join of an empty thread / postMessage round trip",
      ratio: compare(spawns, values.trip),
      bar: { value: 2, is: "at most" },
      note: `spawn + join ${summarize(spawns).median.toFixed(1)} µs, round trip ${summarize(values.trip).median.toFixed(1)} µs`,
    };
  } finally {
    await trips.close();
  }
}

async function withContract<T>(use: (contract: ThreadsContract) => Promise<T>): Promise<T> {
  const wasm = compile({ source: SOURCE, transform: true });
  const chain: Chain = await createChain({ replay: false, gas: GAS });
  try {
    return await use(await chain.deploy<ThreadsContract>(wasm));
  } finally {
    await chain.close();
  }
}

/** How much faster threads are than the same work without them, and what a thread costs. */
export const threadsSuite: Suite = {
  name: "threads",
  measure: (effort) =>
    withContract(async (contract) => [...(await speedUps(contract, effort)), await spawnAndJoin(contract, effort)]),
};
