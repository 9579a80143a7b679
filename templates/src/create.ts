import path from "node:path";
import { findPackageNameProblem } from "./package-name";
import { placeFiles } from "./place-files";
import { invalidOption } from "./scaffold-error";
import { assertUsable } from "./target";
import { renderTemplate, type Template } from "./template";

/** What a new project is made from. */
export interface CreateOptions {
  /** Where the project goes; its parents are created. */
  readonly directory: string;
  readonly template: Template;
  /** The package name of the project. */
  readonly name: string;
  /** Whether a directory that is not empty may be used. */
  readonly force: boolean;
}

/**
 * Creates a project: all of its files, or an error and none.
 *
 * @returns the absolute path of the project
 * @throws ScaffoldError TC6014 for a name npm would refuse or a directory that is not empty; TC6015 if it cannot be written
 *
 * @example
 * ```ts
 * createProject({ directory: "my-contract", template: "plain", name: "my-contract", force: false });
 * ```
 */
export function createProject(options: CreateOptions): string {
  const target = path.resolve(options.directory);
  const problem = findPackageNameProblem(options.name);
  if (problem !== null) throw invalidOption("--name", problem, "give another name with --name");
  assertUsable(target, options.force);
  placeFiles(target, renderTemplate(options.template, options.name));
  return target;
}
