/** Every generated name begins with this, so that it cannot meet one of the author's. */
const PREFIX = "__tc_";

/** The names of the functions that one spawn is turned into. */
export interface SiteNames {
  readonly spawn: string;
  readonly body: string;
}

/** @param index number of the spawn in the program */
export function siteNames(index: number): SiteNames {
  return { spawn: `${PREFIX}spawn_${index}`, body: `${PREFIX}body_${index}` };
}

/** The type parameter that stands for the result of the thread. */
export const RESULT = `${PREFIX}R`;

/** The type parameter that stands for the annotated type of the closure, where both it and the result are written down. */
export const ANNOTATED = `${PREFIX}A`;
