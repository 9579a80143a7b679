/** A process that tries the build of the runtime that its environment names, once for each seed. */
import { tryRuntime } from "./trial";

export interface TrialTask {
  readonly seeds: readonly number[];
  readonly conformance: boolean;
}

async function run({ seeds, conformance }: TrialTask): Promise<void> {
  for (const seed of seeds) process.send?.(await tryRuntime(seed, conformance, () => process.send?.("tick")));
  process.exit();
}

process.on("message", (task: TrialTask) => void run(task));
process.on("disconnect", () => process.exit());
// What does not load never gets here.
process.send?.("ready");
