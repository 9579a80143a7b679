import { dirname, join, relative, resolve } from "node:path";
import type { Texts } from "./texts";

/** Configurations that name another one, and so on, up to this many. */
const EXTENDED_CONFIGURATIONS_MAXIMUM = 8;

/** What decides which files a compilation consists of. */
export interface AscProject {
  /** The folder that asc's paths are relative to. */
  readonly folder: string;
  /** As asc knows them: relative to the folder. */
  readonly entries: readonly string[];
  /** Folders of `--lib`, absolute. */
  readonly libraries: readonly string[];
  /** Folders of `--path`, absolute. */
  readonly packageFolders: readonly string[];
}

interface Configuration {
  readonly entries?: readonly string[];
  readonly extends?: string;
  readonly options?: Options;
  readonly targets?: Readonly<Record<string, Options>>;
}

interface Options {
  readonly lib?: string | readonly string[];
  readonly path?: string | readonly string[];
}

/**
 * The compilation that a file belongs to: that of the nearest `asconfig.json` above it.
 *
 * @param file an absolute path
 * @param fallback the folder where there is no configuration
 */
export function findAscProject(texts: Texts, file: string, fallback: string): AscProject {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const text = texts.read(join(folder, "asconfig.json"));
    if (text !== null) return readProject(texts, folder);
    if (dirname(folder) === folder) return { folder: fallback, entries: [], libraries: [], packageFolders: [] };
  }
}

function readProject(texts: Texts, folder: string): AscProject {
  const [entries, libraries, packageFolders]: [string[], string[], string[]] = [[], [], []];
  let file: string | null = join(folder, "asconfig.json");
  for (let depth = 0; file !== null && depth < EXTENDED_CONFIGURATIONS_MAXIMUM; depth++) {
    const base: string = dirname(file);
    const { entries: own, options, targets, extends: parent } = parse(texts.read(file)?.text ?? "");
    for (const each of [targets?.["release"], options]) {
      libraries.push(...listOf(each?.lib).map((path) => resolve(base, path)));
      packageFolders.push(...listOf(each?.path).map((path) => resolve(base, path)));
    }
    entries.push(...listOf(own).map((path) => relative(folder, resolve(base, path)).replaceAll("\\", "/")));
    file = typeof parent === "string" && parent.startsWith(".") ? resolve(base, parent) : null;
  }
  return { folder, entries, libraries, packageFolders };
}

/** A configuration that is just being written counts as empty. */
function parse(text: string): Configuration {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

function listOf(value: string | readonly string[] | undefined): string[] {
  const list = typeof value === "string" ? value.split(",") : Array.isArray(value) ? (value as readonly unknown[]) : [];
  return list.filter((each) => typeof each === "string");
}
