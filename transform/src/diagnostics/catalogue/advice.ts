import type { CatalogueEntry } from "./entry";

/** TC7xxx: advice, never an error. */
export const adviceCodes = {
  TC7001: {
    title: "The compiler's closures are switched on",
    message: "The contract is compiled with `--enable closures`.",
    why: "The compiler's closures share variables with the function around them; a thread has copies, which it takes at the spawn. The feature is experimental, makes every call of a function value dearer, and threads do not need it.",
    help: "Take `closures` out of `enable` in asconfig.json, unless functions other than thread bodies capture variables.",
    severity: "warning",
    layers: ["project"],
  },
} as const satisfies Record<string, CatalogueEntry>;
