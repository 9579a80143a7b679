import { createRequire } from "node:module";
import path from "node:path";
import { inRepository } from "./repository";

const load = createRequire(__filename);

/** Folder of the runtime under test; that of another build of the package when mutants are tried. */
export const runtimeFolder = path.resolve(process.env["THREADED_CONTRACT_RUNTIME"] ?? inRepository("runtime"));

/**
 * A part of the built runtime that is no public API, loaded by its path; its types are taken from the sources.
 *
 * @param file path below `dist` without `.js`
 */
export function builtRuntime(file: string): unknown {
  return load(path.join(runtimeFolder, "dist", `${file}.js`));
}
