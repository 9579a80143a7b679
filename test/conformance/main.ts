import { parseArgs } from "node:util";
import { loadMachine } from "./adapter";
import { Compiler } from "./compiler";
import { coverageReport } from "./coverage";
import { definitions } from "./definitions";
import { listFixtures } from "./files";
import { ownMachine } from "./own-machine";
import { regenerate } from "./regenerate";
import { runFixture, type FixtureResult } from "./run-fixture";

const USAGE = `npm run conformance -- [options]

  --only <text>         fixtures whose name begins with it, such as s-03
  --against <machine>   another machine: a JavaScript module that exports execute, or a command
  --ignore <fields>     names of receipt fields that may differ, with commas between them
  --regenerate          writes modules, inputs and expected receipts anew, from the sources and the definitions
  --help                this text`;

interface Options {
  readonly only: string;
  readonly against: string | undefined;
  readonly ignore: string;
}

async function regenerateAll(only: string): Promise<boolean> {
  const compiler = new Compiler();
  let good = true;
  try {
    for (const definition of definitions.filter(({ name }) => name.startsWith(only))) {
      const problems = await regenerate(definition, compiler).catch((error: Error) => [error.message]);
      good &&= problems.length === 0;
      console.log(problems.length === 0 ? `wrote ${definition.name}` : `WRONG ${definition.name}`);
      for (const problem of problems) console.log(`    ${problem}`);
    }
  } finally {
    compiler.close();
  }
  return good;
}

async function runAll({ only, against, ignore }: Options): Promise<boolean> {
  const machine = against === undefined ? ownMachine() : await loadMachine(against);
  const compiler = against === undefined ? new Compiler() : null;
  const ignored = new Set(ignore.split(",").filter(Boolean));
  const results: FixtureResult[] = [];
  try {
    for (const name of listFixtures().filter((each) => each.startsWith(only))) {
      const result = await runFixture(name, { machine, compiler, ignored });
      results.push(result);
      if (!result.passed) console.log(`FAILED ${name}: ${result.fixture.title}\n  ${result.problem}\n`);
    }
  } finally {
    compiler?.close();
  }
  console.log(coverageReport(results));
  if (results.length === 0) console.error(`There is no fixture "${only}".`);
  return results.length > 0 && results.every(({ passed }) => passed);
}

async function main(): Promise<boolean> {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  const { values } = parseArgs({
    options: { only: text, against: text, ignore: text, regenerate: flag, help: flag },
  });
  if (values.help === true) {
    console.log(USAGE);
    return true;
  }
  const only = (values.only ?? "").toLowerCase();
  if (values.regenerate === true) return regenerateAll(only);
  return runAll({ only, against: values.against, ignore: values.ignore ?? "" });
}

void main()
  .catch((error: Error) => {
    console.error(error.message);
    return false;
  })
  .then((good) => {
    process.exitCode = good ? 0 : 1;
  });
