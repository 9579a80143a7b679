import { availableParallelism } from "node:os";
import { createChain, type Receipt, type ThreadEntry } from "@threaded-contract/runtime";
import type { Demonstration } from "./demonstration";
import { demonstrations } from "./demonstrations";
import { formatTable } from "./table";

const number = (value: number | bigint) => value.toLocaleString("en-US");

function formatValue(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  return Object.entries(value)
    .map(([name, field]) => `${name} ${String(field)}`)
    .join(", ");
}

function formatThreads(threads: readonly ThreadEntry[]): string {
  const rows = threads.map(({ ticket, place, budget, gasUsed, status }) => [
    `${ticket}  ${place}`,
    number(budget),
    number(gasUsed),
    status,
  ]);
  return formatTable(["thread", "budget", "gas used", "status"], rows);
}

function formatGas(sequence: Receipt, parallel: Receipt): string {
  const row = (name: string, { gasUsed, gasGross, discount, refund }: Receipt) => [
    name,
    ...[gasUsed, gasGross, discount, refund].map(number),
  ];
  const header = ["gas", "paid", "worked", "discount", "refund of unused budgets"];
  return formatTable(header, [row("in sequence", sequence), row("in parallel", parallel)]);
}

async function time(runs: number, action: () => Promise<Receipt>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    (await action()).expectSuccess();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? NaN;
}

/** How often each way is timed; the median is printed. */
const TIMED_RUNS = 9;

async function demonstrate({ title, options, prepare }: Demonstration): Promise<void> {
  const chain = await createChain({ ...options, replay: false });
  try {
    const { parallel, sequence } = await prepare(chain);
    const inParallel = (await parallel({ replay: true })).expectSuccess();
    const inSequence = (await sequence({ replay: true })).expectSuccess();
    console.log(`${title}\n\nAnswer: ${formatValue(inParallel.value)}\n`);
    console.log(`${formatThreads(inParallel.threads)}\n\n${formatGas(inSequence, inParallel)}\n`);

    const sequenceTime = await time(TIMED_RUNS, () => sequence({ replay: false }));
    const parallelTime = await time(TIMED_RUNS, () => parallel({ replay: false }));
    const speedUp = `${(sequenceTime / parallelTime).toFixed(2)} times as fast`;
    console.log(
      `Wall time in sequence ${sequenceTime.toFixed(1)} ms, in parallel ${parallelTime.toFixed(1)} ms: ${speedUp} on ${availableParallelism()} cores.`,
    );
    console.log(
      `Serial replay, at the spawn and at the join, gave the same receipt, byte for byte: ${inParallel.hash}`,
    );
  } finally {
    await chain.close();
  }
}

const wanted = process.argv[2] ?? "primes";
const demonstration = demonstrations.find(({ example }) => example === wanted);
if (demonstration === undefined) {
  console.error(
    `There is no demonstration '${wanted}'. Use: npm start -- ${demonstrations.map(({ example }) => example).join(" | ")}`,
  );
  process.exitCode = 1;
} else {
  void demonstrate(demonstration).catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}
