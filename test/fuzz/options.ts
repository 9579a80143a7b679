/** The arguments of the command. */
import { parseArgs } from "node:util";

export const USAGE = `npm run fuzz -- --programs <count> | --schedules <count> [options]

  --programs <count>    random programs, on the runtime and on the reference model
  --schedules <count>   random programs, on workers under seeded schedules
  --seed <number>       which programs or schedules; 1 if left out
  --first <number>      number of the first program; 0 if left out
  --processes <count>   processes that share the work; one for each processor if left out
  --complete            of programs: fails unless they come to every operation and every failure
  --help                this text`;

/** What the command is asked to do. */
export interface FuzzOptions {
  readonly programs: number | null;
  readonly schedules: number | null;
  readonly seed: number;
  readonly first: number;
  readonly processes: number | null;
  readonly complete: boolean;
}

const text = { type: "string" } as const;

/** The options of a command line, `null` for help. @throws Error that says which argument is wrong, and how it is right */
export function readOptions(args: readonly string[]): FuzzOptions | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      programs: text,
      schedules: text,
      seed: text,
      first: text,
      processes: text,
      complete: { type: "boolean" },
      help: { type: "boolean" },
    },
  });
  if (values.help === true) return null;
  const options = {
    programs: readNumber("programs", values.programs, 1),
    schedules: readNumber("schedules", values.schedules, 1),
    seed: readNumber("seed", values.seed, 0) ?? 1,
    first: readNumber("first", values.first, 0) ?? 0,
    processes: readNumber("processes", values.processes, 1),
    complete: values.complete ?? false,
  };
  if ((options.programs === null) === (options.schedules === null)) {
    throw new Error("give either --programs or --schedules, with how many");
  }
  return options;
}

function readNumber(name: string, value: string | undefined, least: number): number | null {
  if (value === undefined) return null;
  const number = /^\d+$/.test(value) ? Number(value) : NaN;
  if (Number.isSafeInteger(number) && number >= least) return number;
  throw new Error(`--${name} takes a whole number, ${least} or more, not "${value}"`);
}
