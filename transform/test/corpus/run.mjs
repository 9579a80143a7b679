// `npm run corpus -- --programs N --seed S --first F`: makes up programs and compares the checker's verdicts with the right ones.
import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";

const text = { type: "string" };
const { values } = parseArgs({ options: { programs: text, seed: text, first: text } });
const given = { PROGRAMS: values.programs, SEED: values.seed, FIRST: values.first };
const env = Object.entries(given).filter(([, value]) => value !== undefined);
const { status } = spawnSync("npx", ["jest", "transform/test/corpus", "-t", "made-up"], {
  stdio: "inherit",
  env: { ...process.env, ...Object.fromEntries(env) },
});
process.exitCode = status ?? 1;
