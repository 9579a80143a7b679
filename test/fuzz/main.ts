import { availableParallelism } from "node:os";
import { EVERYTHING } from "./everything";
import { readOptions, USAGE, type FuzzOptions } from "./options";
import { fuzzPrograms } from "./programs";
import { formatTable } from "../tasks/table";
import { runSchedules } from "./schedules";
import { PLACES, type Counts } from "./tally";

const print = (line: string): void => console.log(line);

interface Found {
  readonly differences: number;
  /** What programs have to come to, and never did. */
  readonly missing?: number;
}

async function programs({ first, seed, processes, complete }: FuzzOptions, count: number): Promise<Found> {
  const start = performance.now();
  const { differences, counts } = await fuzzPrograms({
    first,
    count,
    seed,
    processes: processes ?? availableParallelism(),
    progress: (done) => {
      const rate = (done * 1_000) / (performance.now() - start);
      print(`${done} of ${count} programs, ${rate.toFixed(0)} a second`);
    },
  });
  print(`\n${formatCounts(counts)}\n`);
  for (const difference of differences) print(`\n${difference}`);
  const missing = complete ? EVERYTHING.filter((name) => counts[name] === undefined) : [];
  if (missing.length > 0) print(`\nthe programs never came to: ${missing.join("; ")}`);
  return { differences: differences.length, missing: missing.length };
}

/** What the programs did, and how they failed, by where. */
function formatCounts(counts: Counts): string {
  const rows = Object.entries(counts).map(([name, row]) => [name, ...PLACES.map((place) => `${row[place] ?? 0}`)]);
  return formatTable(["operation or code", ...PLACES], rows);
}

async function main(): Promise<boolean> {
  const options = readOptions(process.argv.slice(2));
  if (options === null) {
    print(USAGE);
    return true;
  }
  const { seed, first, processes } = options;
  const { differences, missing = 0 }: Found =
    options.programs === null
      ? await runSchedules({ count: options.schedules!, seed, first, ...(processes && { processes }), print })
      : await programs(options, options.programs);
  print(`${differences} difference${differences === 1 ? "" : "s"}`);
  return differences + missing === 0;
}

void main()
  .catch((error: Error) => {
    console.error(error.message);
    return false;
  })
  .then((good) => {
    process.exitCode = good ? 0 : 1;
  });
