import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { formatTable } from "../tasks/table";
import { mutants } from "./list";
import type { Mutant } from "./mutant";
import { tryMutant, type TrialResult } from "./trials";

const USAGE = `npm run mutants -- [options]

  --only <text>         mutants whose name contains it
  --seed <number>       the first of the seeds; 1 if left out
  --seeds <count>       how many seeds each mutant is tried with; 3 if left out
  --processes <count>   processes that share the work; one for each processor if left out
  --verbose             what the fuzzers said
  --help                this text`;

/** The runtime as it is: what nobody may object to. */
const control: Mutant = { name: "none (control)", ruling: "", edits: [] };

function describe({ mutant, findings, problem }: TrialResult): string[] {
  const caught = [...new Set(findings.map(({ caughtBy }) => caughtBy || "NOBODY"))].join(", ");
  const after = findings.map((finding) => finding.after).join(", ");
  const seconds = (findings.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1_000).toFixed(1);
  return [mutant.name, mutant.ruling, problem === "" ? caught : "NOT TRIED", after, seconds];
}

/** Whether every seed found it, or, of the runtime as it is, none did. */
function isRight({ mutant, findings, problem }: TrialResult, seeds: number): boolean {
  const caught = findings.filter(({ caughtBy }) => caughtBy !== "").length;
  return problem === "" && (mutant === control ? caught === 0 : caught === seeds);
}

async function main(): Promise<boolean> {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  const { values } = parseArgs({
    options: { only: text, seed: text, seeds: text, processes: text, verbose: flag, help: flag },
  });
  if (values.help === true) {
    console.log(USAGE);
    return true;
  }
  const first = Number(values.seed ?? 1);
  const count = Number(values.seeds ?? 3);
  const seeds = Array.from({ length: count }, (_, index) => first + index);
  const chosen = [control, ...mutants].filter(({ name }) => name.includes(values.only ?? ""));
  const queue = [...chosen];
  const results: TrialResult[] = [];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const result = await tryMutant(next, seeds);
      results.push(result);
      if (values.verbose !== true && isRight(result, count)) continue;
      console.log(`${next.name}: ${result.problem}`);
      for (const { seed, what, caughtBy } of result.findings) {
        console.log(`  seed ${seed} ${caughtBy}: ${what.slice(0, 300)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: Number(values.processes ?? availableParallelism()) }, work));
  const rows = chosen.map((mutant) => describe(results.find((result) => result.mutant === mutant)!));
  console.log(`\n${formatTable(["mutant", "ruling", "caught by", "after", "seconds"], rows)}`);
  const wrong = results.filter((result) => !isRight(result, count));
  console.log(`\n${chosen.length - wrong.length} of ${chosen.length} as they should be`);
  return wrong.length === 0 && chosen.length > 0;
}

void main()
  .catch((error: Error) => {
    console.error(error.message);
    return false;
  })
  .then((good) => {
    process.exitCode = good ? 0 : 1;
  });
