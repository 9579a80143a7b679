import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { isThreadedContractError } from "../errors";
import { abi } from "./abi";
import { check } from "./check";
import { ExitCode, UsageError, type Command, type Input, type Terminal } from "./command";
import { explain } from "./explain";
import { fix } from "./fix";
import { verify } from "./verify";

const commands: readonly Command[] = [check, fix, explain, verify, abi];

/**
 * The command `threaded-contract`.
 *
 * @param args what follows the command's name
 * @returns the exit code: 0, 1 when something was found or went wrong, 2 for a wrong use
 */
export async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await dispatch(args, terminal);
  } catch (error) {
    if (error instanceof UsageError) {
      terminal.stderr.write(`threaded-contract: ${error.message}\nTry \`threaded-contract --help\`.\n`);
      return ExitCode.usage;
    }
    if (isThreadedContractError(error)) {
      terminal.stderr.write(`${error.message}\n`);
      return error.code === "TC6015" ? ExitCode.usage : ExitCode.found;
    }
    throw error;
  }
}

async function dispatch(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    (name === undefined ? terminal.stderr : terminal.stdout).write(help());
    return name === undefined ? ExitCode.usage : ExitCode.ok;
  }
  if (name === "--version" || name === "-v") {
    terminal.stdout.write(`${await version()}\n`);
    return ExitCode.ok;
  }
  const command = commands.find((each) => each.name === name);
  if (command === undefined) throw new UsageError(`there is no command '${name}'`);
  if (rest.includes("--help") || rest.includes("-h")) {
    terminal.stdout.write(`Usage: threaded-contract ${command.synopsis}\n\n${command.summary}\n`);
    return ExitCode.ok;
  }
  return command.run(parse(command, rest), terminal);
}

function parse({ name, options, operands, synopsis }: Command, args: readonly string[]): Input {
  let input: Input;
  try {
    input = parseArgs({ args: [...args], options, allowPositionals: true, strict: true }) as Input;
  } catch (error) {
    throw new UsageError(`${name}: ${(error as Error).message}`);
  }
  const count = input.positionals.length;
  if (count < operands.minimum || count > operands.maximum) {
    throw new UsageError(`usage: threaded-contract ${synopsis}`);
  }
  return input;
}

function help(): string {
  const width = Math.max(...commands.map(({ synopsis }) => synopsis.length));
  const lines = commands.map(({ synopsis, summary }) => `  ${synopsis.padEnd(width)}  ${summary}`);
  return [
    "Checks and inspects contracts with deterministic threads.",
    "",
    "Usage: threaded-contract <command>",
    "",
    ...lines,
    "",
    "  --help, -h     Prints this text, or with a command, that command's",
    "  --version, -v  Prints the version",
    "",
    "Exit code: 0 if nothing is wrong, 1 if something was found, 2 if the command was used in a wrong way.",
    "",
  ].join("\n");
}

async function version(): Promise<string> {
  const text = await readFile(join(__dirname, "../../package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
