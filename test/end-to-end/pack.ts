import { readFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "../tasks/repository";
import { runToSuccess, type RunOptions } from "./run";

/** The folders of the packages that are published. */
export const PACKAGE_FOLDERS = ["sdk", "transform", "runtime", "templates", "templates/stand-in"] as const;

/** A package as it would be published. */
export interface PackedPackage {
  readonly manifest: { readonly name: string; readonly version: string };
  /** The absolute path of the tarball. */
  readonly tarball: string;
  /** The files inside, relative to the package. */
  readonly files: readonly string[];
}

interface PackReport {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

async function packOne(folder: string, destination: string, env: RunOptions["env"]): Promise<PackedPackage> {
  const cwd = path.join(repositoryRoot, folder);
  const { stdout } = await runToSuccess(`npm pack --json --pack-destination '${destination}'`, { cwd, env });
  const reports = JSON.parse(stdout) as PackReport[] | Record<string, PackReport>;
  const [report] = Object.values(reports);
  if (report === undefined) throw new Error(`npm packed nothing in ${folder}.`);
  return {
    manifest: JSON.parse(readFileSync(path.join(cwd, "package.json"), "utf8")) as PackedPackage["manifest"],
    tarball: path.join(destination, path.basename(report.filename.replace(/^@/, "").replace("/", "-"))),
    files: report.files.map((file) => file.path),
  };
}

/** Packs all packages as `npm publish` would. */
export function packAll(destination: string, env: RunOptions["env"]): Promise<PackedPackage[]> {
  return Promise.all(PACKAGE_FOLDERS.map((folder) => packOne(folder, destination, env)));
}
