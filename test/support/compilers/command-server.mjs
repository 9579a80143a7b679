// Runs a command as a process of its own would, in a process that has the compiler loaded already.
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");
const { main: threadedContract } = createRequire(import.meta.url)(join(root, "transform/dist/cli/main.js"));

async function runAsc(compiler, args, streams) {
  const asc = await import(pathToFileURL(join(root, "node_modules", compiler, "dist/asc.js")).href);
  const { error } = await asc.main(args, streams);
  return error === null ? 0 : 1;
}

/**
 * @param {{command: "asc" | "threaded-contract", compiler: string, folder: string, args: string[]}} request
 * @returns what the command printed, and its exit code
 */
export async function compile({ command, compiler, folder, args }) {
  const printed = { stdout: "", stderr: "" };
  const sink = (name) => ({ write: (text) => ((printed[name] += String(text)), true) });
  const streams = { stdout: sink("stdout"), stderr: sink("stderr") };
  const script = command === "asc" ? `node_modules/${compiler}/bin/asc.js` : "transform/bin/threaded-contract.js";
  process.chdir(folder);
  // The transform finds out from it where the output goes.
  process.argv = [process.execPath, join(root, script), ...args];
  try {
    const exitCode = command === "asc" ? await runAsc(compiler, args, streams) : await threadedContract(args, streams);
    return { ...printed, exitCode };
  } finally {
    process.argv = [process.execPath];
    process.chdir(root);
  }
}
