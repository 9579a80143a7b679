import { spawn } from "node:child_process";

/** How a command ended, and everything it wrote. */
export interface CommandResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

/** Where and how a command runs. */
export interface RunOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Runs a line in a shell, as an author would type it. Not synchronously: the registry that it may ask lives in this process.
 * Nothing is connected to its input, so that a question would end it.
 */
export async function runInShell(line: string, { cwd, env }: RunOptions): Promise<CommandResult> {
  const start = performance.now();
  const child = spawn("bash", ["-c", line], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  const stdout: string[] = [];
  const stderr: string[] = [];
  child.stdout.setEncoding("utf8").on("data", (text: string) => stdout.push(text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => stderr.push(text));
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  return { status, stdout: stdout.join(""), stderr: stderr.join(""), seconds: (performance.now() - start) / 1000 };
}

/** The same, for a line that must succeed; what it wrote is in the error if it does not. */
export async function runToSuccess(line: string, options: RunOptions): Promise<CommandResult> {
  const result = await runInShell(line, options);
  if (result.status === 0) return result;
  throw new Error(`'${line}' ended with ${result.status}\n${result.stdout}\n${result.stderr}`);
}
