import { readFileSync } from "node:fs";
import path from "node:path";
import { askAnswers, defaultAnswers, isInteractive } from "./answers";
import { createProject } from "./create";
import { parseFlags, USAGE } from "./flags";
import { initializeRepository, installPackages, nextSteps } from "./follow-up";
import { ScaffoldError } from "./scaffold-error";

function readVersion(): string {
  const manifest = readFileSync(path.join(__dirname, "../package.json"), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}

async function create(args: readonly string[]): Promise<number> {
  const flags = parseFlags(args);
  if (flags.help || flags.version) {
    console.log(flags.help ? USAGE : readVersion());
    return 0;
  }
  const asks = isInteractive(flags, process.env, [process.stdin, process.stdout]);
  const answers = asks ? await askAnswers(flags, await import("@clack/prompts")) : defaultAnswers(flags);
  if (answers === null) {
    console.error("Nothing was created.");
    return 130;
  }
  const project = createProject({ ...answers, force: flags.force });
  console.log(`Created ${answers.name} in ${project}`);
  if (answers.git) initializeRepository(project);
  if (answers.install) installPackages(project);
  const steps = nextSteps(answers.directory, answers.install).map((step) => `  ${step}`);
  console.log(`\nNext steps:\n\n${steps.join("\n")}\n`);
  return 0;
}

/**
 * Runs the command.
 *
 * @param args the arguments after the command's name
 * @returns the exit code: 0 done, 1 an error that is printed, 130 given up at a question
 */
export async function runCommand(args: readonly string[]): Promise<number> {
  try {
    return await create(args);
  } catch (error) {
    if (!(error instanceof ScaffoldError)) throw error;
    console.error(error.message);
    console.error(`More: ${error.docsUrl}`);
    return 1;
  }
}
