import path from "node:path";

/** The root folder of the repository, seen from the built form of this file. */
export const repositoryRoot = path.resolve(__dirname, "../../..");

/** The absolute path of something in the repository. */
export function inRepository(...names: string[]): string {
  return path.join(repositoryRoot, ...names);
}
