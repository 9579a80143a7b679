import type { Edit, Fix } from "../diagnostics/fix";

/** A fix that is applied. */
export interface ChosenFix {
  readonly code: string;
  readonly title: string;
  readonly path: string;
  readonly edits: readonly Edit[];
}

/** The best fix of each diagnostic, as far as they do not get in each other's way; the others have to wait for another round. */
export function chooseFixes(
  diagnostics: readonly { readonly code: string; readonly fixes: readonly Fix[] }[],
): ChosenFix[] {
  const chosen: ChosenFix[] = [];
  const taken: Edit[] = [];
  for (const { code, fixes } of diagnostics) {
    const [fix] = fixes;
    const path = fix?.edits[0]?.path;
    // Libraries are not the author's to change, and one fix is for one file.
    if (fix === undefined || path === undefined || path.startsWith("~lib/") || path.includes("node_modules/")) continue;
    if (fix.edits.some((edit) => edit.path !== path || taken.some((other) => collide(edit, other)))) continue;
    taken.push(...fix.edits);
    chosen.push({ code, title: fix.title, path, edits: fix.edits });
  }
  return chosen;
}

function collide(one: Edit, other: Edit): boolean {
  return one.path === other.path && one.start <= other.end && other.start <= one.end;
}
