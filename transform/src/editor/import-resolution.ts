import { dirname, join, relative } from "node:path";
import type { AscProject } from "./asc-project";
import type { Text, Texts } from "./texts";

const LIBRARY = "~lib/";

/** A file that an import leads to. */
export interface FoundFile extends Text {
  /** As asc knows it: `assembly/index.ts`, or `~lib/@threaded-contract/sdk/index.ts`. */
  readonly path: string;
  readonly absolute: string;
  /** The folder of the package it belongs to, from which its own imports of packages are looked up. */
  readonly packageFolder: string | null;
}

/** Finds the files of imports as asc does: the folders of `--lib` before packages, a file before a folder's `index.ts`. */
export class ImportResolution {
  readonly #texts: Texts;
  /** Where imports of libraries led to; installed packages stay where they are. */
  readonly #known = new Map<string, FoundFile>();

  constructor(texts: Texts) {
    this.#texts = texts;
  }

  /**
   * The file of an import, or null: also for the compiler's own library, which the rules never look into.
   *
   * @param internalPath the path in the parser's backlog, without an extension
   * @param importer the file with the import, or null for an entry
   */
  resolve(project: AscProject, internalPath: string, importer: FoundFile | null): FoundFile | null {
    if (!internalPath.startsWith(LIBRARY)) return readFirst(this.#texts, project.folder, internalPath, "", null);
    const key = [project.folder, importer?.packageFolder, internalPath].join("\n");
    const known = this.#known.get(key);
    const text = known === undefined ? null : this.#texts.read(known.absolute);
    if (known !== undefined && text !== null) return { ...known, ...text };
    const found = findLibrary(this.#texts, project, internalPath.slice(LIBRARY.length), importer);
    if (found !== null) this.#known.set(key, found);
    return found;
  }
}

function findLibrary(texts: Texts, project: AscProject, name: string, importer: FoundFile | null): FoundFile | null {
  for (const folder of project.libraries) {
    const found = readFirst(texts, folder, name, LIBRARY, null);
    if (found !== null) return found;
  }
  const [, packageName, inside = "index"] = /^((?:@[^/]+\/)?[^/]+)(?:\/(.+))?/.exec(name) ?? [];
  if (packageName === undefined) return null;
  for (const folder of packageFolders(project, importer)) {
    const packageFolder = join(folder, packageName);
    const found = readFirst(texts, packageFolder, inside, `${LIBRARY}${packageName}/`, packageFolder);
    if (found !== null) return found;
  }
  return null;
}

function readFirst(
  texts: Texts,
  folder: string,
  name: string,
  prefix: string,
  packageFolder: string | null,
): FoundFile | null {
  for (const file of [`${name}.ts`, `${name}/index.ts`]) {
    const absolute = join(folder, file);
    const text = texts.read(absolute);
    if (text !== null) return { ...text, path: prefix + file, absolute, packageFolder };
  }
  return null;
}

/** The `node_modules` above an importing package, or above the project, innermost first. */
function* packageFolders(
  { folder, packageFolders: further }: AscProject,
  importer: FoundFile | null,
): Generator<string> {
  for (let above = importer?.packageFolder ?? folder; ; above = dirname(above)) {
    if (!/[\\/]node_modules$/.test(above)) yield join(above, "node_modules");
    if (dirname(above) === above) break;
  }
  yield* further;
}

/** A file's path as asc knows it. */
export function ascPath({ folder }: AscProject, absolute: string): string {
  return relative(folder, absolute).replaceAll("\\", "/");
}
