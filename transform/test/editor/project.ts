import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A project as the template `plain` makes it, with the repository's packages linked. */
export interface Project {
  readonly folder: string;
  file(path: string): string;
  /** Writes a file and returns its absolute path. */
  write(path: string, text: string): string;
  remove(): void;
}

const repositoryRoot = join(__dirname, "../../..");
const packages = [
  "@threaded-contract/sdk",
  "@threaded-contract/transform",
  "assemblyscript",
  "typescript",
  "visitor-as",
];

export function createProject(): Project {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "threaded-contract-editor-")));
  cpSync(join(repositoryRoot, "templates/plain"), folder, { recursive: true });
  for (const name of packages) {
    const link = join(folder, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(realpathSync(join(repositoryRoot, "node_modules", name)), link);
  }
  const file = (path: string): string => join(folder, path);
  return {
    folder,
    file,
    write(path, text) {
      mkdirSync(dirname(file(path)), { recursive: true });
      writeFileSync(file(path), text);
      return file(path);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
