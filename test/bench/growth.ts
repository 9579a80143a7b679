import { spawnSync } from "node:child_process";
import { call, withContract, type Methods } from "./chains";

const SOURCE = { source: "assembly/threads.ts", transform: true } as const;
const MEBIBYTE = 2 ** 20;
const SAMPLES = 40;

/** What is said of this many transactions is measured over four times as many. */
const TRANSACTIONS = 100_000;

/** Before anything is measured: so long do the engines of Node 24 give their heaps more room, up to what they may have. */
const WARM_UP_TRANSACTIONS = 3 * TRANSACTIONS;

/**
 * Room for the caller's short-lived objects, as on Node 20. On Node 24 it would grow to 192 MB in a million transactions, as it does for whatever
 * a program does for long, with less than ten in use. What the workers may have is up to the product.
 */
const SEMI_SPACE_MEGABYTES = 16;

/** Resident memory in MB, by how much it grows in `transactions` of them. */
export interface Growth {
  readonly transactions: number;
  readonly first: number;
  readonly last: number;
  readonly megabytes: number;
}

/** Transactions with threads, over and over: what stays of each must be nothing. */
async function measure(contract: Methods, isShort: boolean): Promise<Growth> {
  const measured = isShort ? SAMPLES : 4 * TRANSACTIONS;
  const run = async (count: number) => {
    for (let i = 0; i < count; i++) await call(contract, "inThreads", 1, 4, 10);
  };
  await run(isShort ? 5 : WARM_UP_TRANSACTIONS);
  const resident: number[] = [];
  for (let sample = 0; sample < SAMPLES; sample++) {
    await run(measured / SAMPLES);
    resident.push(process.memoryUsage().rss / MEBIBYTE);
  }
  // The least is what cannot be given back; the rest depends on when five threads last collected their garbage. From one half to the
  // other it is half of the transactions, and the least of a half varies by 2 MB as it is.
  const first = Math.min(...resident.slice(0, SAMPLES / 2));
  const last = Math.min(...resident.slice(SAMPLES / 2));
  return { transactions: TRANSACTIONS, first, last, megabytes: ((last - first) * TRANSACTIONS) / (measured / 2) };
}

/** The same in a process of its own: in this one, what other suites have left is given back meanwhile, or is not. */
export function growthInProcess(isShort: boolean): Growth {
  const command = [`--max-semi-space-size=${SEMI_SPACE_MEGABYTES}`, __filename, isShort ? "short" : "long"];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: "utf8" });
  if (status !== 0) throw new Error(`The growth of memory cannot be measured:\n${stderr}`);
  return JSON.parse(stdout) as Growth;
}

if (require.main === module) {
  const isShort = process.argv[2] === "short";
  void withContract(SOURCE, {}, (contract) => measure(contract, isShort)).then((growth) => {
    process.stdout.write(JSON.stringify(growth));
  });
}
