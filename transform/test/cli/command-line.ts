import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runCompilerCommand, type CommandResult } from "../../../test/support/compilers/command";

const root = join(__dirname, "../../..");

/** A project folder with the repository's packages installed, in which commands are run. */
export class Project {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async create(files: Readonly<Record<string, string | Uint8Array>>): Promise<Project> {
    const project = new Project(await realpath(await mkdtemp(join(tmpdir(), "threaded-contract-"))));
    await symlink(join(root, "node_modules"), join(project.folder, "node_modules"), "dir");
    for (const [path, content] of Object.entries(files)) await project.write(path, content);
    return project;
  }

  async write(path: string, content: string | Uint8Array): Promise<void> {
    const file = join(this.folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }

  /** Runs `threaded-contract` with these arguments. */
  run(...args: string[]): Promise<CommandResult> {
    return this.#run("threaded-contract", args);
  }

  /** Runs `asc` with these arguments. */
  asc(...args: string[]): Promise<CommandResult> {
    return this.#run("asc", args);
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }

  #run(command: "threaded-contract" | "asc", args: readonly string[]): Promise<CommandResult> {
    return runCompilerCommand({ command, compiler: "assemblyscript", folder: this.folder, args });
  }
}
