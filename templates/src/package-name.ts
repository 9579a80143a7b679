import path from "node:path";

const PACKAGE_NAME_LENGTH_MAX = 214;
const PACKAGE_NAME = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/;
const RESERVED = new Set(["node_modules", "favicon.ico"]);

/** Why npm would not take a package name; `null` if it would. */
export function findPackageNameProblem(name: string): string | null {
  if (name.length > PACKAGE_NAME_LENGTH_MAX) return `it has more than ${PACKAGE_NAME_LENGTH_MAX} characters`;
  if (!PACKAGE_NAME.test(name)) {
    return "a package name has only lower-case letters, digits and - . _ ~, after an optional @scope/";
  }
  if (RESERVED.has(name)) return "the name is reserved";
  return null;
}

/** The package name that a directory suggests. */
export function suggestPackageName(directory: string): string {
  const suggestion = path
    .basename(path.resolve(directory))
    .toLowerCase()
    .replace(/[^a-z0-9._~-]+/g, "-")
    .replace(/^[._-]+|-+$/g, "")
    .slice(0, PACKAGE_NAME_LENGTH_MAX);
  return findPackageNameProblem(suggestion) === null ? suggestion : "my-contract";
}
