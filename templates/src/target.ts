import { lstatSync, readdirSync } from "node:fs";
import { invalidOption, ScaffoldError } from "./scaffold-error";

/** What a folder may hold and still count as empty. */
const UNIMPORTANT = new Set([".git", ".DS_Store"]);

export type TargetState = "absent" | "empty" | "occupied";

/**
 * What is at the place where the project shall go.
 *
 * @param target an absolute path
 * @throws ScaffoldError TC6014 if it is not a folder, TC6015 if it cannot be read
 */
export function inspectTarget(target: string): TargetState {
  let names: string[];
  try {
    if (!lstatSync(target).isDirectory()) {
      throw invalidOption("<directory>", `'${target}' is not a directory`, "choose another name");
    }
    names = readdirSync(target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "absent";
    if (error instanceof ScaffoldError) throw error;
    throw new ScaffoldError("TC6015", `The directory '${target}' cannot be read.`, [(error as Error).message], error);
  }
  if (names.length === 0) return "empty";
  return "occupied";
}

/** Refuses a folder that holds an author's files, unless they said that this is meant. */
export function assertUsable(target: string, force: boolean): void {
  if (inspectTarget(target) !== "occupied" || force) return;
  const names = readdirSync(target).filter((name) => !UNIMPORTANT.has(name));
  if (names.length === 0) return;
  const shown = names.slice(0, 3).map((name) => `'${name}'`);
  const others = names.length > shown.length ? ` and ${names.length - shown.length} more` : "";
  throw invalidOption(
    "<directory>",
    `'${target}' is not empty: it has ${shown.join(", ")}${others}`,
    "choose another directory, or use --force to add the project's files to this one",
  );
}
