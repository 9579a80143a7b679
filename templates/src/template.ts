import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** The templates, the default first. */
export const TEMPLATES = ["plain", "opnet"] as const;
/** The name of a template. */
export type Template = (typeof TEMPLATES)[number];

/** A file of a new project: its path inside the project and its text. */
export interface ProjectFile {
  readonly path: string;
  readonly text: string;
}

/** The name that the template's files carry, and that a new project's name takes the place of. */
const TEMPLATE_NAME = "my-contract";

// npm leaves files of this name out of a package, so the template has it under another one.
const RENAMED = new Map([["_gitignore", ".gitignore"]]);

/** The files whose text names the project. */
const NAMED_FILES = new Set(["package.json", "README.md"]);

function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}

/**
 * The files of a new project.
 *
 * @param template which template
 * @param name the package name of the project
 */
export function renderTemplate(template: Template, name: string): ProjectFile[] {
  const folder = path.join(__dirname, "..", template);
  return listFiles(folder).map((file) => {
    const text = readFileSync(path.join(folder, file), "utf8");
    return {
      path: RENAMED.get(file) ?? file,
      text: NAMED_FILES.has(file) ? text.replaceAll(TEMPLATE_NAME, name) : text,
    };
  });
}
