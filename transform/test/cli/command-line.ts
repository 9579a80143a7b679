import { execFile } from "node:child_process";
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const root = join(__dirname, "../../..");
const command = join(root, "transform/bin/threaded-contract.js");

export interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

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
  run(...args: string[]): Promise<Ended> {
    return this.#execute([command, ...args]);
  }

  /** Runs `asc` with these arguments. */
  asc(...args: string[]): Promise<Ended> {
    return this.#execute([join(root, "node_modules/assemblyscript/bin/asc.js"), ...args]);
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }

  #execute(args: readonly string[]): Promise<Ended> {
    return new Promise((resolve) => {
      execFile(
        process.execPath,
        [...args],
        { cwd: this.folder, env: { ...process.env, NODE_OPTIONS: "" } },
        (error, stdout, stderr) => {
          resolve({ exitCode: error === null ? 0 : Number(error.code), stdout, stderr });
        },
      );
    });
  }
}
