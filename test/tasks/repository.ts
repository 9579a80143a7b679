import { existsSync } from "node:fs";
import path from "node:path";

function findRoot(folder: string): string {
  return existsSync(path.join(folder, "package-lock.json")) ? folder : findRoot(path.dirname(folder));
}

/** The root folder of the repository, the same for the sources of the tasks and for their built form. */
export const repositoryRoot = findRoot(__dirname);

/** The absolute path of something in the repository. */
export function inRepository(...names: string[]): string {
  return path.join(repositoryRoot, ...names);
}
