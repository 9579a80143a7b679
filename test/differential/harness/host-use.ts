import { hostImports } from "../../../transform/src/verify/host-imports";

/** How often an import was called, and how often it answered instead of ending the frame. */
export interface Uses {
  called: number;
  answered: number;
}

/** What was used of the host, by import such as `"env.load"`. */
export type HostUse = Map<string, Uses>;

/** Every import of op-vm 1.0.0 as it is published: no transient storage, and no log, which only its debug mode has. */
export const vmImports: readonly string[] = hostImports
  .filter(({ name, module, dialects }) => {
    return module === "env" && dialects.includes("opnet") && !name.startsWith("thread_");
  })
  .map(({ name }) => `env.${name}`);
