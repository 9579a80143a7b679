import { join, sep } from "node:path";

/**
 * File that worker threads start with. When the sources themselves run (through a transpiling test runner), the
 * built file beside them is taken, since a worker thread has no such runner.
 */
export function workerEntry(): string {
  const folder = __dirname.split(sep);
  if (!__filename.endsWith(".ts")) return join(__dirname, "worker-main.js");
  const source = folder.lastIndexOf("src");
  return [...folder.slice(0, source), "dist", ...folder.slice(source + 1), "worker-main.js"].join(sep);
}
