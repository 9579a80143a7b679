import type { CatalogueEntry } from "./entry";

/** TC7xxx: advice, never an error. */
export const adviceCodes = {} as const satisfies Record<string, CatalogueEntry>;
