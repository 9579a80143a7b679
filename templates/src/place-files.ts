import { existsSync, mkdirSync, mkdtempSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ScaffoldError } from "./scaffold-error";
import { inspectTarget } from "./target";
import type { ProjectFile } from "./template";

function writeAll(folder: string, files: readonly ProjectFile[]): void {
  for (const file of files) {
    const destination = path.join(folder, file.path);
    mkdirSync(path.dirname(destination), { recursive: true });
    writeFileSync(destination, file.text, { flag: "wx" });
  }
}

/** Moves the files of `source` into `target` one by one; if one cannot be moved, puts everything back as it was. */
function moveInto(source: string, target: string, files: readonly ProjectFile[], backups: string): void {
  const undo: (() => void)[] = [];
  try {
    files.forEach((file, index) => {
      const destination = path.join(target, file.path);
      const created = mkdirSync(path.dirname(destination), { recursive: true });
      if (created !== undefined) undo.push(() => rmdirSync(created));
      if (existsSync(destination)) {
        const backup = path.join(backups, String(index));
        renameSync(destination, backup);
        undo.push(() => renameSync(backup, destination));
      }
      renameSync(path.join(source, file.path), destination);
      undo.push(() => rmSync(destination));
    });
  } catch (error) {
    for (const step of undo.reverse()) step();
    throw error;
  }
}

/**
 * Puts a project where it shall be: all of it or nothing. Everything is written beside the target first and then renamed,
 * so that a full disk or an interruption leaves no half project.
 *
 * @param target an absolute path; its parents are created
 * @throws ScaffoldError TC6015 if the files cannot be written
 */
export function placeFiles(target: string, files: readonly ProjectFile[]): void {
  const parent = path.dirname(target);
  let createdParent: string | undefined;
  let temporary: string | undefined;
  try {
    createdParent = mkdirSync(parent, { recursive: true });
    temporary = mkdtempSync(path.join(parent, ".create-threaded-contract-"));
    const project = path.join(temporary, "project");
    mkdirSync(project);
    writeAll(project, files);
    if (inspectTarget(target) === "occupied") {
      const backups = path.join(temporary, "replaced");
      mkdirSync(backups);
      moveInto(project, target, files, backups);
    } else {
      rmSync(target, { recursive: true, force: true });
      renameSync(project, target);
    }
    createdParent = undefined;
  } catch (error) {
    if (error instanceof ScaffoldError) throw error;
    const reason = (error as Error).message;
    throw new ScaffoldError("TC6015", `The project cannot be written to '${target}'.`, [reason], error);
  } finally {
    if (temporary !== undefined) rmSync(temporary, { recursive: true, force: true });
    if (createdParent !== undefined) rmSync(createdParent, { recursive: true, force: true });
  }
}
