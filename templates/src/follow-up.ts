import { spawnSync } from "node:child_process";
import { ScaffoldError } from "./scaffold-error";

function quote(argument: string): string {
  return /^[\w@%+=:,./~-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}

/**
 * The commands that lead from where the author stands to a green test, one a line.
 *
 * @param directory the project's directory as the author wrote it
 * @param installed whether the packages are installed already
 */
export function nextSteps(directory: string, installed: boolean): string[] {
  const enter = directory === "." ? [] : [`cd ${quote(directory)}`];
  return [...enter, ...(installed ? [] : ["npm install"]), "npm test"];
}

/** Runs a command inside the new project, its output shown. */
function runInside(project: string, command: string, args: readonly string[]): void {
  // npm is a script on Windows, and only a shell runs it there.
  const { status, error } = spawnSync(command, args, {
    cwd: project,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status === 0) return;
  const reason = error === undefined ? `it ended with code ${status}` : error.message;
  throw new ScaffoldError("TC6015", `'${[command, ...args].join(" ")}' failed: ${reason}.`, [
    `Help: the project in '${project}' is complete; run the command there again.`,
  ]);
}

export function installPackages(project: string): void {
  runInside(project, "npm", ["install"]);
}

export function initializeRepository(project: string): void {
  runInside(project, "git", ["init", "--quiet"]);
}
