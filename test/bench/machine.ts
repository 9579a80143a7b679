import { arch, availableParallelism, cpus, freemem, platform, release, totalmem } from "node:os";

const GIBIBYTE = 2 ** 30;

/** How many threads the machine runs at once. */
export const cores = availableParallelism();

/** The machine, in one line. */
export function describeMachine(): string {
  const memory = `${(totalmem() / GIBIBYTE).toFixed(0)} GiB of memory (${(freemem() / GIBIBYTE).toFixed(0)} free)`;
  const { node, v8 } = process.versions;
  return `${cpus()[0]?.model.trim() ?? "unknown processor"}, ${cores} cores, ${memory}, ${platform()} ${release()} ${arch()}, Node ${node} (V8 ${v8})`;
}
