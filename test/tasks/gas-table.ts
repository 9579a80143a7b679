import { createChain } from "@threaded-contract/runtime";
import type { Demonstration } from "./demonstration";
import { opnetDemonstrations } from "./opnet-demonstrations";
import { readPart, writePart, type ReadmePart } from "./readme-part";

const PART: ReadmePart = { name: "gas of the examples", command: "npm run gas-table" };

/** Gas of one example, in sequence and with threads. */
export interface GasRow {
  readonly example: string;
  readonly threads: number;
  readonly sequence: bigint;
  readonly parallel: bigint;
}

/** Runs an example both ways, on the same state. @throws if the answers differ, or one of them fails */
export async function measureGas({ example, options, prepare }: Demonstration): Promise<GasRow> {
  const chain = await createChain({ ...options });
  try {
    const { parallel, sequence } = await prepare(chain);
    const inParallel = (await parallel({})).expectSuccess();
    const inSequence = (await sequence({})).expectSuccess();
    if (Buffer.compare(inParallel.data, inSequence.data) !== 0) throw new Error(`${example} has two answers`);
    const { threads, gasUsed } = inParallel;
    return { example, threads: threads.length, sequence: inSequence.gasUsed, parallel: gasUsed };
  } finally {
    await chain.close();
  }
}

/** All of OIP-0002's contracts, in its order. */
export async function measureAll(): Promise<GasRow[]> {
  const rows: GasRow[] = [];
  for (const demonstration of opnetDemonstrations) rows.push(await measureGas(demonstration));
  return rows;
}

/** The row of the README's table. */
export function formatRow({ example, threads, sequence, parallel }: GasRow): string {
  const grouped = (gas: bigint) => gas.toLocaleString("en-US");
  const change = ((Number(parallel) / Number(sequence) - 1) * 100).toFixed(1).replace("-", "−");
  const signed = change.startsWith("−") ? change : `+${change}`;
  return `| [${example}](examples/${example}) | ${threads} | ${grouped(sequence)} | ${grouped(parallel)} | ${signed} % |`;
}

function formatTable(rows: readonly GasRow[]): string {
  const head = ["| contract | threads | gas in sequence | gas with threads | |", "|---|---|---|---|---|"];
  return [...head, ...rows.map(formatRow)].join("\n");
}

/** The table that is in the README. */
export function readTable(): string {
  return readPart(PART);
}

/** Writes a new table into the README. */
export function writeTable(rows: readonly GasRow[]): void {
  writePart(PART, formatTable(rows));
}
